package dev.throughline.server.demo;

import java.io.PrintStream;

/** How far a stream of deliveries has come: a bar that redraws itself on a terminal, a line per tenth elsewhere. */
final class Progress {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final boolean isTerminal;
    private final int total;
    private int done;
    private int shown = -1;

    Progress(PrintStream out, boolean isTerminal, int total) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.total = total;
    }

    synchronized void advance() {
        done++;
        int steps = isTerminal ? WIDTH : 10;
        int reached = (int) ((long) done * steps / total);
        if (reached == shown) {
            return;
        }
        shown = reached;
        if (isTerminal) {
            String bar = "█".repeat(reached) + "░".repeat(WIDTH - reached);
            out.printf("\r  %s %,d of %,d%s", bar, done, total, done == total ? System.lineSeparator() : "");
        } else {
            out.printf("  %,d of %,d deliveries%n", done, total);
        }
        out.flush();
    }

    /** Leaves a half-drawn bar, so that what is printed next has a line of its own. */
    synchronized void interrupt() {
        if (isTerminal && done < total && done > 0) {
            out.println();
        }
    }
}
