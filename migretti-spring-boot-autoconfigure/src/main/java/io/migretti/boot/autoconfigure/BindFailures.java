package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Gives a value that cannot be bound to a key under {@code migretti} the exit code of a configuration error. Spring Boot
 * explains it as ever: only the causes of its exception have one more.
 */
final class BindFailures extends AbstractBindHandler {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("migretti");

    BindFailures(BindHandler parent) {
        super(parent);
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) throws Exception {
        try {
            return super.onFailure(name, target, context, error);
        } catch (BindException e) {
            throw e; // of a key within this one
        } catch (Exception e) {
            throw ROOT.equals(name) || ROOT.isAncestorOf(name) ? new Misconfigured(e) : e;
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
