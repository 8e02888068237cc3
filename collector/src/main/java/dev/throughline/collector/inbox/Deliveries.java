package dev.throughline.collector.inbox;

import java.util.List;
import java.util.Optional;

/** Where deliveries are kept: the only precious data. */
public interface Deliveries {

    /**
     * Stores deliveries in one commit, durable when this returns. Returns for each whether it is new; one that already exists, or is twice
     * in the list, is left as it is.
     */
    List<Boolean> insert(List<NewDelivery> deliveries);

    /** Tells the workers of all processes that there is something to do. */
    void announce();

    /**
     * Takes pending deliveries that are due, oldest first, for the length of the caller's transaction. Others do not get them, and nothing
     * is left behind if the transaction dies. Takes fewer if their bodies are large.
     */
    List<StoredDelivery> claim(int limit);

    /** Takes one delivery for the length of the caller's transaction; empty when it is settled or another worker holds it. */
    Optional<StoredDelivery> claim(long id);

    /** One delivery as it was stored, whatever its status; empty when there is none with this id. */
    Optional<StoredDelivery> find(long id);

    /** Deliveries in the order of arrival, whatever their status: those after an id, 0 for the first. */
    List<StoredDelivery> after(long id, int limit);

    /** How many there are. */
    long count();

    /** Records the outcome of claimed deliveries, in the caller's transaction. */
    void settle(List<? extends Settlement> settlements);
}
