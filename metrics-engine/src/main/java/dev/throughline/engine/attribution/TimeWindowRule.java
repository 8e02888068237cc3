package dev.throughline.engine.attribution;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rule 6, the weakest: an incident of the service that nothing else links, and that declares no cause, is attributed to the latest
 * deployment in the 24 hours, or the configured time, before it. Exactly 24 hours still count.
 */
final class TimeWindowRule implements EvidenceRule {

    private final Duration window;

    TimeWindowRule(Duration window) {
        this.window = window;
    }

    @Override
    public Set<Trigger> triggers() {
        return Set.of(Trigger.OfWord.INCIDENT);
    }

    @Override
    public Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger) {
        Set<UUID> linked = stronger.stream()
                .map(Evidence::incident)
                .filter(incident -> incident != null)
                .collect(Collectors.toSet());
        return inquiry.incidents().stream()
                .filter(incident -> incident.isOfService() && !incident.declaresCause())
                .filter(incident -> !linked.contains(incident.id()))
                .flatMap(incident -> inquiry
                        .history()
                        .latestBegunAt(incident.openedAt())
                        .filter(deployment -> !deployment.at().plus(window).isBefore(incident.openedAt()))
                        .flatMap(deployment -> inquiry.history().member(deployment.id()))
                        .map(failed -> new Evidence(failed.id(), Evidence.Rule.WINDOW, incident.id(), null, null))
                        .stream());
    }
}
