package dev.throughline.collector.backfill;

/** Where answers are kept, apart for each source. */
public interface AnswerCaches {

    AnswerCache of(String source);
}
