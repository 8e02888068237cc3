package dev.throughline.collector.inbox;

import java.time.Duration;

/** What became of a stored delivery. */
public sealed interface Settlement {

    /** Id of the delivery in the inbox. */
    long id();

    /** Its facts are recorded, so many; {@code gist} is what they come to. */
    record Processed(long id, int facts, Gist gist) implements Settlement {}

    /** It tells nothing that is measured. */
    record Ignored(long id, String reason) implements Settlement {}

    /** It cannot be read. */
    record Malformed(long id, String field, String detail) implements Settlement {}

    /** It is to be tried again after a while. */
    record Postponed(long id, String error, Duration delay) implements Settlement {}

    /** It was tried often enough. */
    record Failed(long id, String error) implements Settlement {}
}
