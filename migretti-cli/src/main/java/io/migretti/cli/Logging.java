package io.migretti.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Where logs go: to the screen, as text or as JSON. Logback reads no file, which would cost more than all the rest. */
public final class Logging extends ContextAwareBase implements Configurator {

    /** Called by Logback, once. Nothing is logged before {@link #start}. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void start(Screen screen, boolean json, boolean verbose, boolean colored) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        Lines lines = new Lines(screen, json ? new JsonLines()::line : new PlainLines(verbose, colored)::line);
        lines.setContext(context);
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.WARN);
        context.getLogger("io.migretti").setLevel(verbose ? Level.DEBUG : Level.INFO);
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Screen screen;
        private final Function<ILoggingEvent, String> format;

        Lines(Screen screen, Function<ILoggingEvent, String> format) {
            this.screen = screen;
            this.format = format;
        }

        @Override
        protected void append(ILoggingEvent event) {
            String line = format.apply(event);
            if (!line.isEmpty()) {
                screen.line(line);
            }
        }
    }
}
