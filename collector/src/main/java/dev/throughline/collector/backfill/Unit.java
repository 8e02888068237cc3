package dev.throughline.collector.backfill;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A repository, or a pattern of them, that a backfill reads.
 *
 * @param position of it among those of the backfill
 * @param name as requested
 * @param since how far back; null for everything
 * @param isRead whether everything was read and only has to become part of the numbers
 * @param failures how often it failed since something was last read
 */
public record Unit(
        UUID backfill,
        int position,
        String source,
        String name,
        @Nullable Instant since,
        boolean isRead,
        int failures) {

    /** Whether its name is a pattern. */
    public boolean isPattern() {
        return ForgeRepository.isWild(name) || !name.contains("/");
    }
}
