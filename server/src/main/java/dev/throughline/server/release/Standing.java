package dev.throughline.server.release;

import dev.throughline.server.release.Release.Usual.LeadTime;

/** How a lead time compares with those of its service, as a sentence. It says no more than what was counted. */
final class Standing {

    /** Fewer say nothing about what is usual. */
    private static final long ENOUGH = 6;

    private Standing() {}

    static String of(double seconds, LeadTime usual) {
        if (usual.n() < ENOUGH || usual.p50() == null || usual.p75() == null || usual.p90() == null) {
            return "There are too few commits to say what is usual.";
        }
        if (seconds <= usual.p50()) {
            return "Half of the commits or more took at least as long.";
        }
        if (seconds <= usual.p75()) {
            return "It took longer than half of the commits.";
        }
        return seconds <= usual.p90()
                ? "It took longer than three quarters of the commits."
                : "It took longer than nine tenths of the commits.";
    }
}
