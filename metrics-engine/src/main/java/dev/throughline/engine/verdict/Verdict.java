package dev.throughline.engine.verdict;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person said, as it is stored.
 *
 * @param reason why, in the person's words; null when none was given
 * @param actor who it was
 */
public record Verdict(Word word, @Nullable String reason, String actor, Instant at) {}
