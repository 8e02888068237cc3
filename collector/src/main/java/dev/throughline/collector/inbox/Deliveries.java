package dev.throughline.collector.inbox;

import java.util.List;
import java.util.Optional;

/** Where deliveries are kept: the only precious data. */
public interface Deliveries {

    /**
     * Stores deliveries in one commit, durable when this returns. Answers for each whether it is new; one that is there already, or
     * twice in the list, is left as it was.
     */
    List<Boolean> insert(List<NewDelivery> deliveries);

    /** Tells the workers of all processes that there is something to do. */
    void announce();

    /**
     * Takes pending deliveries that are due, oldest first, for the length of the caller's transaction. Others do not get them, and
     * nothing is left behind when the transaction dies. Takes fewer when their bodies are large.
     */
    List<StoredDelivery> claim(int limit);

    /** Takes one delivery for the length of the caller's transaction; empty when it is settled or another worker holds it. */
    Optional<StoredDelivery> claim(long id);

    /** One delivery as it was stored, whatever became of it; empty when there is none of this id. */
    Optional<StoredDelivery> find(long id);

    /** Deliveries in the order in which they came, whatever became of them: those behind an id, 0 for the first. */
    List<StoredDelivery> after(long id, int limit);

    /** How many there are. */
    long count();

    /** Writes down what became of claimed deliveries, in the caller's transaction. */
    void settle(List<? extends Settlement> settlements);
}
