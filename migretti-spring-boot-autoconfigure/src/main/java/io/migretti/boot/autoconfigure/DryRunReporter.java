package io.migretti.boot.autoconfigure;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prints the report of a dry run where Spring Boot would explain a failed start. An application that ends by it has exit
 * code 0 if the dry run was successful.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DryRunReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        Optional<MigrettiDryRunException> dryRun = in(failure);
        dryRun.ifPresent(done -> {
            System.out.print(done.report());
            System.out.flush();
            if (done.getExitCode() == 0) {
                BootsHandler.install(failure);
                Thread.currentThread()
                        .setUncaughtExceptionHandler(new ExitWithZero(
                                Optional.ofNullable(Thread.currentThread().getUncaughtExceptionHandler())));
            }
        });
        return dryRun.isPresent();
    }

    private static Optional<MigrettiDryRunException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrettiDryRunException dryRun) {
                return Optional.of(dryRun);
            }
        }
        return Optional.empty();
    }

    /**
     * A main thread that an exception leaves makes the exit code 1, unless something else ends the JVM. Only then: whoever
     * catches the exception, as a test does, goes on.
     */
    private record ExitWithZero(Optional<UncaughtExceptionHandler> next) implements UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            if (in(failure).isPresent()) {
                System.exit(0);
            }
            next.ifPresent(handler -> handler.uncaughtException(thread, failure));
        }
    }

    /** Spring Boot's handler of a main thread keeps a failure that was reported from any handler before it. */
    private static final class BootsHandler extends SpringApplication {
        static void install(Throwable failure) {
            new BootsHandler().registerLoggedException(failure);
        }
    }
}
