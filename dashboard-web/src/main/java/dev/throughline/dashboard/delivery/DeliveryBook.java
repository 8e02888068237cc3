package dev.throughline.dashboard.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every delivery that arrived, and what became of it. Supplied by the server. */
public interface DeliveryBook {

    /** How it stands, with what came since an instant. */
    Intake intake(Instant since);

    /**
     * Deliveries, newest first.
     *
     * @param before only those with a smaller id; null means from the newest
     */
    List<Arrival> page(Filter filter, @Nullable Long before, int limit);

    /** The delivery with this id, or else with this id of its sender. */
    Optional<Arrival> find(String id);

    /** What the facts of a delivery come to, by the rules of now; empty when it tells nothing, or when this process reads none. */
    List<Outcome> outcomes(Arrival arrival);

    /**
     * Its body, byte for byte as it was received. It may hold what its sender would not show to every reader.
     *
     * @throws dev.throughline.dashboard.problem.NotFound when it is not kept any more
     */
    byte[] body(Arrival arrival);

    /** Lets a delivery be read again by the rules of now. Recording the same facts again changes nothing. */
    void replay(Arrival arrival);

    /** The same for all that a filter lets through; answers how many there are. */
    int replay(Filter filter);

    /** Words for what happened that senders have used of late, in order. */
    List<String> events();

    /**
     * Which deliveries to look at. Each part is null for all.
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
     * How it stands.
     *
     * @param received how many deliveries came since the instant that was asked for
     * @param malformed how many of them could not be read
     * @param failed how many of them could not be worked on
     * @param pending how many wait, whenever they came
     * @param oldestPendingAt when the oldest of these was received; null when none waits
     * @param spooled how many this process keeps in its spool, as the database was away; null when it receives none
     */
    record Intake(
            long received,
            long malformed,
            long failed,
            long pending,
            @Nullable Instant oldestPendingAt,
            @Nullable Long spooled) {}

    /**
     * A thing that a delivery told of.
     *
     * @param words without a full stop
     * @param path of its page; null when it has none
     */
    record Outcome(String words, @Nullable String path) {}
}
