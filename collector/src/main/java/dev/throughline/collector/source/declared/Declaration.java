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
 * @param ways to prove who one is, at least one
 * @param isOfCloudEvents whether it is told by CloudEvents: then those say what a delivery is called and what happened
 * @param deliveryHeader header with the sender's id of a delivery; null where it has none
 * @param eventHeader header that says what happened; null where none does
 * @param keeps headers that the expression reads
 * @param fourKeys what Four Keys told its sender by; null where it knew none
 * @param settings what may be configured of it, by name
 * @param reply what its sender takes for success; null for the usual answer
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
