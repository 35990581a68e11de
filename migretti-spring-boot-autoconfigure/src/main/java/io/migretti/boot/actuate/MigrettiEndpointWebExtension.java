package io.migretti.boot.actuate;

import io.migretti.boot.actuate.MigrettiEndpoint.DryRunBody;
import io.migretti.boot.actuate.MigrettiEndpoint.Rehearsal;
import io.migretti.boot.actuate.MigrettiEndpoint.RehearsalBody;
import io.migretti.boot.actuate.MigrettiEndpoint.VerifyBody;
import io.migretti.boot.actuate.MigrettiEndpoint.View;
import java.util.Set;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Over HTTP it depends on who asks whether statements are shown, and a refusal has a status of its own. */
@EndpointWebExtension(endpoint = MigrettiEndpoint.class)
public final class MigrettiEndpointWebExtension {

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    private final MigrettiEndpoint endpoint;
    private final Show showSql;
    private final Set<String> roles;

    /**
     * With what is configured.
     *
     * @param roles one of which a caller must have; empty: being authenticated is enough
     */
    public MigrettiEndpointWebExtension(MigrettiEndpoint endpoint, Show showSql, Set<String> roles) {
        this.endpoint = endpoint;
        this.showSql = showSql;
        this.roles = Set.copyOf(roles);
    }

    @ReadOperation
    @RegisterReflectionForBinding({VerifyBody.class, DryRunBody.class})
    public OperationResponseBody view(SecurityContext security, @Selector View view) {
        return endpoint.view(view, showSql.isShown(security, roles));
    }

    /**
     * 403 where it is switched off, 409 while another one runs. Nothing is known here of who asks: an operation that asks
     * for that must be sent with a content type.
     */
    @WriteOperation
    public WebEndpointResponse<RehearsalBody> rehearse(@Selector Rehearsal what) {
        return response(endpoint.rehearse(showSql == Show.ALWAYS));
    }

    /** The same for a request with the content type JSON, which is shown SQL if whoever asks is authorized. */
    @WriteOperation
    public WebEndpointResponse<RehearsalBody> rehearse(SecurityContext security, @Selector Rehearsal what) {
        return response(endpoint.rehearse(showSql.isShown(security, roles)));
    }

    private static WebEndpointResponse<RehearsalBody> response(RehearsalBody body) {
        if (MigrettiEndpoint.OFF.equals(body.refused())) {
            return new WebEndpointResponse<>(body, FORBIDDEN);
        }
        return MigrettiEndpoint.BUSY.equals(body.refused())
                ? new WebEndpointResponse<>(body, CONFLICT)
                : new WebEndpointResponse<>(body);
    }
}
