package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Gives a value that cannot be bound to a key under {@code migretti} the exit code of a configuration error. Spring Boot
 * explains it as ever: only the causes of its exception have one more.
 */
final class BindFailures extends AbstractBindHandler {

    BindFailures(BindHandler parent) {
        super(parent);
    }

    /** A handler is asked for each property of each bean of the application: only if one of ours may be among them. */
    static final class Advisor implements ConfigurationPropertiesBindHandlerAdvisor, EnvironmentAware {

        private @Nullable Environment environment;

        @Override
        public void setEnvironment(Environment environment) {
            this.environment = environment;
        }

        @Override
        public BindHandler apply(BindHandler handler) {
            return environment == null || Keys.mayBeBelow(Instance.ROOT, environment)
                    ? new BindFailures(handler)
                    : handler;
        }
    }

    /** For what is bound by name, and not as properties of a bean. */
    static Binder binder(Environment environment) {
        return Binder.get(environment, new BindFailures(BindHandler.DEFAULT));
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) throws Exception {
        try {
            return super.onFailure(name, target, context, error);
        } catch (BindException e) {
            throw e; // of a key within this one
        } catch (Exception e) {
            throw Instance.ROOT.equals(name) || Instance.ROOT.isAncestorOf(name) ? new Misconfigured(e) : e;
        }
    }

    private static final class Misconfigured extends RuntimeException implements ExitCodeGenerator {

        private static final long serialVersionUID = 1L;

        Misconfigured(Exception cause) {
            super(cause.getMessage(), cause);
        }

        @Override
        public int getExitCode() {
            return MigrettiConfigurationException.EXIT_CODE;
        }
    }
}
