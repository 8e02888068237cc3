package dev.throughline.benchmarks;

import java.util.Locale;

/** A number with whether it is good enough. */
final class Verdict {

    private Verdict() {}

    static String of(double number, boolean isEnough) {
        return String.format(Locale.ROOT, "%s %,.2f", isEnough ? "ok  " : "MISS", number);
    }
}
