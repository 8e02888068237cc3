package dev.throughline.collector.backfill;

/** Where answers are stored, separately for each source. */
public interface AnswerCaches {

    AnswerCache of(String source);
}
