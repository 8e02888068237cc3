package dev.throughline.server.report;

import dev.throughline.collector.history.ApiFailed;

/** The comments of pull or merge requests at one forge. */
interface Comments {

    /** What became of a comment. */
    enum Outcome {
        WRITTEN,
        RENEWED,
        UNCHANGED
    }

    /**
     * Writes a comment, or renews the one that was written before.
     *
     * @param marker first line of it, by which it is found again; those of others are left alone, whatever they begin with
     * @param body below the marker
     */
    Outcome write(PullRequest request, String marker, String body) throws ApiFailed;
}
