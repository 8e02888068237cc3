package dev.throughline.server.embedded;

import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process that outlives this one by a moment: if this JVM dies without a clean stop, for example by kill -9, it stops the database
 * server, so that none is left over.
 */
final class Watchdog {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** The pipe breaks when the JVM is gone; a line on it means that all is well. */
    private static final String SCRIPT = "trap '' INT TERM HUP; read -r goodbye || kill -INT \"$1\" 2>/dev/null";

    private final OutputStream pipe;

    private Watchdog(OutputStream pipe) {
        this.pipe = pipe;
    }

    static Watchdog over(long postgres) throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "throughline-watchdog", Long.toString(postgres))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Watchdog(shell.getOutputStream());
    }

    /** Ends it. One that has been killed needs no signal. */
    void dismiss() {
        try (pipe) {
            pipe.write('\n');
        } catch (IOException e) {
            log.debug("The watchdog was gone already: {}", e.toString());
        }
    }
}
