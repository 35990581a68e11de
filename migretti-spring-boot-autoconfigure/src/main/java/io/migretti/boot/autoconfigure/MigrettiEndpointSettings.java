package io.migretti.boot.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;

/** The keys {@code migretti.endpoint.*}. */
public class MigrettiEndpointSettings {

    /** Like Spring Boot's own, which an application without Actuator does not have. */
    public enum ShowSql {
        NEVER,
        WHEN_AUTHORIZED,
        ALWAYS
    }

    /**
     * When the endpoint shows the SQL of pending migrations, which may hold secrets.
     */
    private ShowSql showSql = ShowSql.NEVER;

    /**
     * Comma-separated list of roles, one of which a caller must have to be shown SQL when authorized. When empty, all
     * authenticated callers are authorized.
     */
    private Set<String> roles = new LinkedHashSet<>();

    /**
     * Whether POST to the endpoint's dry-run executes pending migrations and rolls them back. Needs unrestricted access
     * to the endpoint as well.
     */
    private boolean smartDryRun;

    public ShowSql getShowSql() {
        return showSql;
    }

    public void setShowSql(ShowSql showSql) {
        this.showSql = showSql;
    }

    public Set<String> getRoles() {
        return roles;
    }

    public void setRoles(Set<String> roles) {
        this.roles = roles;
    }

    public boolean isSmartDryRun() {
        return smartDryRun;
    }

    public void setSmartDryRun(boolean smartDryRun) {
        this.smartDryRun = smartDryRun;
    }
}
