package dev.throughline.dashboard.page.delivery;

import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.DeliveryWords;
import dev.throughline.dashboard.delivery.Status;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in the list.
 *
 * @param at when it was received: only the time if that was today
 * @param iso the same for machines
 * @param isWrong whether somebody should look
 * @param isQuiet whether there is nothing to see
 */
record DeliveryRow(
        String path,
        String at,
        String iso,
        String source,
        String event,
        @Nullable String repository,
        String became,
        boolean isWrong,
        boolean isQuiet) {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter BEFORE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** @param today when the day of the reader began */
    static DeliveryRow of(Arrival arrival, Instant today, ZoneId zone) {
        Instant at = arrival.receivedAt();
        return new DeliveryRow(
                "/deliveries/" + arrival.id(),
                (at.isBefore(today) ? BEFORE : TODAY).format(at.atZone(zone)),
                at.toString(),
                arrival.source(),
                arrival.event(),
                arrival.repository(),
                DeliveryWords.became(arrival),
                arrival.status() == Status.MALFORMED || arrival.status() == Status.FAILED,
                arrival.status() == Status.IGNORED);
    }
}
