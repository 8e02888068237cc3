package dev.throughline.collector.source;

import dev.throughline.engine.fact.Fact;
import java.util.List;

/** What became of a delivery when it was read. */
public sealed interface Normalization {

    /** It tells these facts, in the order in which they are to be recorded. */
    record Facts(List<Fact> facts) implements Normalization {

        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** It is well-formed, and tells nothing that is measured. */
    record Ignored(String reason) implements Normalization {}

    /**
     * It cannot be read.
     *
     * @param field JSON path of what is wrong, e.g. {@code commits[3].id}; {@code $} is the whole body
     */
    record Malformed(String field, String detail) implements Normalization {}
}
