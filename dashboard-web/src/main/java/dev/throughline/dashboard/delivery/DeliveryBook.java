package dev.throughline.dashboard.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every delivery that arrived, and its outcome. Supplied by the server. */
public interface DeliveryBook {

    /** The current state, with what has arrived since an instant. */
    Intake intake(Instant since);

    /**
     * Deliveries, newest first.
     *
     * @param before only those with a smaller id; null means from the newest
     */
    List<Arrival> page(Filter filter, @Nullable Long before, int limit);

    /** The delivery with this id, or else with this id of its sender. */
    Optional<Arrival> find(String id);

    /** What the facts of a delivery lead to, by the current rules; empty when it reports nothing, or when this process reads none. */
    List<Outcome> outcomes(Arrival arrival);

    /**
     * Its body, byte for byte as it was received. It may hold data that its sender would not show to every reader.
     *
     * @throws dev.throughline.dashboard.problem.NotFound when it no longer exists
     */
    byte[] body(Arrival arrival);

    /** Has a delivery read again by the current rules. Recording the same facts again changes nothing. */
    void replay(Arrival arrival);

    /** The same for all that match a filter; returns how many there are. */
    int replay(Filter filter);

    /** Event names that senders have used recently, in order. */
    List<String> events();

    /**
     * Which deliveries to show. Each part is null for all.
     *
     * @param event the sender's word for what happened
     * @param status a word of {@link Status}
     * @param search beginning of the name of a repository, or a whole id, ours or the sender's
     */
    record Filter(
            @Nullable String source,
            @Nullable String event,
            @Nullable String status,
            @Nullable String search) {}

    /**
     * The current state.
     *
     * @param received how many deliveries have arrived since the given instant
     * @param malformed how many of them could not be read
     * @param failed how many of them could not be processed
     * @param pending how many are waiting, whenever they arrived
     * @param oldestPendingAt when the oldest of these was received; null when none is waiting
     * @param spooled how many this process has in its spool, because the database was away; null when it receives none
     */
    record Intake(
            long received,
            long malformed,
            long failed,
            long pending,
            @Nullable Instant oldestPendingAt,
            @Nullable Long spooled) {}

    /**
     * A thing that a delivery reported.
     *
     * @param words without a full stop
     * @param path of its page; null when it has none
     */
    record Outcome(String words, @Nullable String path) {}
}
