package io.migretti.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.List;

/** Log lines for people. */
record PlainLines(boolean verbose, boolean colored) {

    String line(ILoggingEvent event) {
        if (!verbose && Fields.value(event, "durationMs").isPresent()) {
            return ""; // The result tells the same.
        }
        String message = event.getFormattedMessage();
        String text = switch (event.getLevel().toInt()) {
            case Level.ERROR_INT -> Paint.RED.on("Error: ", colored) + message + next(event);
            case Level.WARN_INT -> Paint.YELLOW.on("Warning: ", colored) + message;
            case Level.INFO_INT -> message;
            default -> Paint.DIM.on(message, colored);
        };
        IThrowableProxy trace = event.getThrowableProxy();
        return verbose && trace != null ? text + "\n" + ThrowableProxyUtil.asString(trace) : text;
    }

    private static String next(ILoggingEvent event) {
        List<String> steps = Fields.strings(event, "next");
        return steps.isEmpty() ? "" : "\n  Next: " + String.join(".\n        ", steps) + ".";
    }
}
