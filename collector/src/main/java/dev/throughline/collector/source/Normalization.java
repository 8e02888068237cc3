package dev.throughline.collector.source;

import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.engine.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The result of reading a delivery. */
public sealed interface Normalization {

    /** It reports these facts, in the order in which they are to be recorded. */
    record Facts(List<Fact> facts) implements Normalization {

        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** It is well-formed, but reports nothing that is measured. */
    record Ignored(String reason) implements Normalization {}

    /**
     * It cannot be read.
     *
     * @param field JSON path of what is wrong, e.g. {@code commits[3].id}; {@code $} is the whole body
     * @param at the place in the source's file that does not match it; null for a source without such a file
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

    /** The result of reading a body; if it cannot be read, it is malformed at the field that is wrong. */
    static Normalization of(Supplier<Normalization> reading) {
        try {
            return reading.get();
        } catch (UnreadablePayload e) {
            return new Malformed(e.field(), e.detail());
        } catch (StackOverflowError e) {
            return new Malformed("$", "is too large to be read");
        }
    }

    /** The result of reading a delivery with several events: all of them, or none when one of them cannot be read. */
    static Normalization ofAll(List<Normalization> events) {
        List<Fact> facts = new ArrayList<>();
        List<Ignored> ignored = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            switch (events.get(i)) {
                case Facts told -> facts.addAll(told.facts());
                case Ignored one -> ignored.add(one);
                case Malformed one -> {
                    return events.size() == 1
                            ? one
                            : new Malformed("[%d].%s".formatted(i, one.field()), one.detail(), one.at());
                }
            }
        }
        if (!facts.isEmpty()) {
            return new Facts(facts);
        }
        return ignored.isEmpty() ? new Ignored("there is no event in it") : ignored.getFirst();
    }
}
