package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.collector.source.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds out from its headers which source a delivery to the bare address is for, as the event handler of Four Keys did. If there are
 * several sources of one kind, it is the one named after its kind.
 */
final class DropIn {

    /** On what Four Keys' generator makes up. Its parsers kept that under the name of its source followed by this word. */
    private static final String MADE_UP = "Mock";

    private static final String READS_MADE_UP = "mock";

    private final Normalizers sources;
    private final boolean isCompatible;
    private final List<Known> known;

    private record Known(FourKeysMark mark, Source source) {}

    /**
     * Where a delivery goes.
     *
     * @param source whose sender must authenticate
     * @param reader name of what reads it
     */
    record Addressee(Source source, String reader) {}

    /** @param isCompatible whether weaker proofs and made-up data are accepted */
    DropIn(Normalizers sources, boolean isCompatible) {
        this.sources = sources;
        this.isCompatible = isCompatible;
        this.known = sources.sources().stream()
                .filter(source -> source.name().equals(source.traits().name()))
                .flatMap(source -> source.fourKeysMarks().stream().map(mark -> new Known(mark, source)))
                .sorted(Comparator.comparingInt((Known each) -> each.mark.rank())
                        .thenComparing(each -> each.source.name()))
                .toList();
    }

    /** Empty for an unknown sender, and for what is not accepted here. */
    Optional<Addressee> of(Envelope envelope) {
        return known.stream()
                .filter(each -> each.mark.isOn(envelope))
                .findFirst()
                .map(Known::source)
                .flatMap(source -> addressee(source, envelope));
    }

    private Optional<Addressee> addressee(Source source, Envelope envelope) {
        Source asked = isCompatible ? source.asInFourKeys() : source;
        String madeUp = source.name() + READS_MADE_UP;
        if (envelope.header(MADE_UP) == null || sources.named(madeUp).isEmpty()) {
            return Optional.of(new Addressee(asked, source.name()));
        }
        return isCompatible ? Optional.of(new Addressee(asked, madeUp)) : Optional.empty();
    }
}
