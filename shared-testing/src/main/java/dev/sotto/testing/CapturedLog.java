package dev.sotto.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Collects warnings and errors that this JVM logs, until it is closed. */
public final class CapturedLog extends Handler implements AutoCloseable {

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger finer;
    private final Level before;

    /** Collects warnings and errors of all loggers, and all levels of one class. */
    public CapturedLog(Class<?> finer) {
        this.finer = Logger.getLogger(finer.getName());
        this.before = this.finer.getLevel();
        this.finer.setLevel(Level.FINE);
        Logger.getLogger("").addHandler(this);
    }

    /** Collects warnings and errors of all loggers. */
    public CapturedLog() {
        this(CapturedLog.class);
    }

    /**
     * One log record.
     *
     * @param text the message with its stack traces
     */
    public record Line(Level level, String logger, String text) {

        /** Returns whether the record has a stack trace. */
        public boolean hasStackTrace() {
            return text.contains("\n\tat ");
        }
    }

    /** Returns all records so far whose text contains {@code part}. */
    public List<Line> lines(String part) {
        return lines.stream().filter(line -> line.text().contains(part)).toList();
    }

    @Override
    public void publish(LogRecord logged) {
        boolean wanted = logged.getLevel().intValue() >= Level.WARNING.intValue()
                || finer.getName().equals(logged.getLoggerName());
        if (wanted) {
            lines.add(new Line(logged.getLevel(), String.valueOf(logged.getLoggerName()), text(logged)));
        }
    }

    private static String text(LogRecord logged) {
        StringWriter text = new StringWriter();
        text.write(logged instanceof ExtLogRecord ofJboss ? ofJboss.getFormattedMessage() : logged.getMessage());
        if (logged.getThrown() != null) {
            text.write('\n');
            logged.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
        finer.setLevel(before);
    }
}
