package dev.throughline.server.command;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How far a backfill has come: a bar that redraws itself on a terminal, a line every ten seconds elsewhere. */
final class BackfillLine {

    private static final int WIDTH = 24;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean isTerminal;
    private final long startedAt = System.nanoTime();
    private long shownAt;
    private int length;

    BackfillLine(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.shownAt = startedAt;
    }

    void show(JsonNode backfill) {
        if (isTerminal) {
            String line = line(backfill);
            out.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
            out.flush();
            length = line.length();
        } else if (System.nanoTime() - shownAt > BETWEEN_LINES.toNanos()) {
            shownAt = System.nanoTime();
            out.println(line(backfill).strip());
        }
    }

    /** Leaves the line to what is printed next. */
    void end() {
        if (isTerminal && length > 0) {
            out.print("\r" + " ".repeat(length) + "\r");
            out.flush();
        }
    }

    private String line(JsonNode backfill) {
        long read = 0;
        long expected = 0;
        boolean isKnown = true;
        String resumesAt = "";
        for (JsonNode repository : backfill.path("repositories")) {
            long its = repository
                    .path("read")
                    .valueStream()
                    .mapToLong(JsonNode::asLong)
                    .sum();
            boolean isOver = repository.path("state").asString().equals("done");
            boolean tells = repository.path("expected").isNumber();
            read += its;
            expected += isOver || !tells
                    ? its
                    : Math.max(its, repository.path("expected").asLong());
            isKnown &= isOver || tells;
            resumesAt = repository.path("resumes_at").asString(resumesAt);
        }
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        double rate = read / Math.max(seconds, 0.1);
        StringBuilder line = new StringBuilder("  ");
        if (isKnown && expected > 0) {
            int filled = (int) (WIDTH * read / expected);
            line.append("█".repeat(filled)).append("░".repeat(WIDTH - filled)).append(' ');
        }
        line.append(String.format(Locale.ROOT, "%,d read", read));
        if (isKnown && expected > read) {
            line.append(String.format(Locale.ROOT, " of at most %,d", expected));
        }
        line.append(String.format(
                Locale.ROOT,
                ", %,.0f a second, %,d requests",
                rate,
                backfill.path("requests").asLong()));
        if (backfill.path("state").asString().equals("limited") && !resumesAt.isEmpty()) {
            Duration wait = Duration.between(Instant.now(), Instant.parse(resumesAt));
            line.append(", waits for the forge's limit").append(wait.isPositive() ? ", " + brief(wait) : "");
        } else if (isKnown && expected > read && rate > 0) {
            line.append(", ")
                    .append(brief(Duration.ofSeconds((long) ((expected - read) / rate))))
                    .append(" left");
        } else if (isKnown && read > 0) {
            line.append(", waits until it is in the numbers");
        }
        return line.toString();
    }

    private static String brief(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds < 90
                ? seconds + " s"
                : seconds < 5400 ? (seconds + 30) / 60 + " min" : (seconds + 1800) / 3600 + " h";
    }
}
