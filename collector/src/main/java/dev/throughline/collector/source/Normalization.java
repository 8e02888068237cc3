package dev.throughline.collector.source;

import dev.throughline.engine.fact.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param at where the file that describes the source is at odds with it; null for a source without such a file
     */
    record Malformed(String field, String detail, @Nullable Position at) implements Normalization {

        public Malformed(String field, String detail) {
            this(field, detail, null);
        }
    }

    /**
     * A place in a file.
     *
     * @param line from 1
     * @param column from 1
     */
    record Position(int line, int column) {}
}
