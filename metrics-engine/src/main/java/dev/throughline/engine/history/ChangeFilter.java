package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which merged changes are wanted. Null means any.
 *
 * @param services names, ignoring case, old ones too; empty means all
 * @param isDeployed whether a deployment to production is known to contain it
 * @param from merged not before this
 * @param until merged before this
 * @param text what their title contains, ignoring case, or their number is
 * @param id the one change, which several services may share
 */
public record ChangeFilter(
        List<String> services,
        @Nullable Boolean isDeployed,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String text,
        @Nullable UUID id) {

    /** This change, once for each of its services. */
    public static ChangeFilter of(UUID id) {
        return new ChangeFilter(List.of(), null, null, null, null, id);
    }
}
