package dev.throughline.collector.inbox;

import java.time.Duration;

/** The outcome of a stored delivery. */
public sealed interface Settlement {

    /** Id of the delivery in the inbox. */
    long id();

    /** Its facts are recorded, with their number; {@code gist} summarises them. */
    record Processed(long id, int facts, Gist gist) implements Settlement {}

    /** It reports nothing that is measured. */
    record Ignored(long id, String reason) implements Settlement {}

    /** It cannot be read. */
    record Malformed(long id, String field, String detail) implements Settlement {}

    /** It will be retried after a while. */
    record Postponed(long id, String error, Duration delay) implements Settlement {}

    /** It has been tried often enough. */
    record Failed(long id, String error) implements Settlement {}
}
