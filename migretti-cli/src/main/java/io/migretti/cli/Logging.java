package io.migretti.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Function;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where logs go: to the screen, as text or as JSON.
 *
 * <p>Logback without its own search for providers and configurations, which takes longer than most commands.
 */
public final class Logging implements SLF4JServiceProvider {

    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    /** To be called before anything asks for a logger. */
    static void choose() {
        System.setProperty("slf4j.provider", Logging.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
    }

    @Override
    public void initialize() {
        context.setMDCAdapter(mdc);
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        context.start();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
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
