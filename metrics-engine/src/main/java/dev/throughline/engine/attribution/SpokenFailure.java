package dev.throughline.engine.attribution;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rule 1: a person says that a deployment failed. */
final class SpokenFailure implements EvidenceRule {

    @Override
    public Set<Trigger> triggers() {
        return Set.of(Trigger.OfWord.RULING);
    }

    @Override
    public Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger) {
        return inquiry.rulings().evidence();
    }
}
