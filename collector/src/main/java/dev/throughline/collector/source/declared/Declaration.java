package dev.throughline.collector.source.declared;

import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Reply;
import dev.throughline.collector.source.SourceDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source as a file describes it.
 *
 * @param ways to authenticate, at least one
 * @param isOfCloudEvents whether it sends CloudEvents, which then carry the delivery id and what happened
 * @param deliveryHeader header with the sender's id for a delivery; null if it has none
 * @param eventHeader header that says what happened; null if none does
 * @param keeps headers that the expression reads
 * @param fourKeys how Four Keys recognised its sender; null if it did not
 * @param settings what may be configured, by name
 * @param reply what its sender accepts as success; null for the usual answer
 * @param patience how long its sender waits for an answer
 */
record Declaration(
        SourceDescription description,
        List<Proof.Way> ways,
        boolean isOfCloudEvents,
        @Nullable String deliveryHeader,
        @Nullable String eventHeader,
        Set<String> keeps,
        @Nullable FourKeysMark fourKeys,
        Map<String, Setting> settings,
        @Nullable Reply reply,
        Duration patience,
        Expression expression) {

    Declaration {
        ways = List.copyOf(ways);
        keeps = Set.copyOf(keeps);
        settings = Map.copyOf(settings);
    }

    String name() {
        return description.name();
    }
}
