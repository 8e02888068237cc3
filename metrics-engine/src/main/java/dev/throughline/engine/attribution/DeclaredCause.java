package dev.throughline.engine.attribution;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rules 1 and 2: a person or a report names the cause of an incident, otherwise its text or a comment declares it. */
final class DeclaredCause implements EvidenceRule {

    @Override
    public Set<Trigger> triggers() {
        return Set.of(Trigger.OfWord.CAUSE);
    }

    @Override
    public Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger) {
        return inquiry.incidents().stream()
                .flatMap(incident -> incident.causes().stream()
                        .flatMap(cause -> inquiry
                                .history()
                                .member(cause.deployment())
                                .map(failed -> new Evidence(
                                        failed.id(),
                                        cause.isExplicit() ? Evidence.Rule.EXPLICIT : Evidence.Rule.DECLARED,
                                        incident.id(),
                                        null,
                                        cause.sha()))
                                .stream()));
    }
}
