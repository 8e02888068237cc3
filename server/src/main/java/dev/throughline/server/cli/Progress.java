package dev.throughline.server.cli;

import dev.throughline.demo.Demo;
import java.io.PrintStream;

/** How far something long has come: a bar that redraws itself on a terminal, a line per tenth elsewhere. */
public final class Progress implements Demo.Watcher {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final boolean isTerminal;
    private final int total;
    private final String things;
    private int done;
    private int shown = -1;

    /**
     * @param isTerminal whether {@code out} can redraw a line
     * @param things what is counted, e.g. {@code deliveries}
     */
    public Progress(PrintStream out, boolean isTerminal, int total, String things) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.total = total;
        this.things = things;
    }

    /** Whether a person watches the standard output. */
    public static boolean isOnTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    @Override
    public synchronized void advance() {
        done++;
        int steps = isTerminal ? WIDTH : 10;
        int reached = (int) ((long) done * steps / total);
        if (reached == shown) {
            return;
        }
        shown = reached;
        if (isTerminal) {
            String bar = "█".repeat(Math.min(reached, WIDTH)) + "░".repeat(Math.max(0, WIDTH - reached));
            String end = done == total ? System.lineSeparator() : "";
            out.printf("\r  %s %,d of %,d %s%s", bar, done, total, things, end);
        } else {
            out.printf("  %,d of %,d %s%n", done, total, things);
        }
        out.flush();
    }

    /** Leaves a half-drawn bar, so that what is printed next has a line of its own. */
    @Override
    public synchronized void interrupt() {
        if (isTerminal && done < total && done > 0) {
            out.println();
        }
    }
}
