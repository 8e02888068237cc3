package dev.throughline.server.forge;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token may.
 *
 * @param who whose quota its requests count against
 * @param repositories full names; null for all
 * @param admin may see hooks
 */
record Access(
        String who,
        @Nullable Set<String> repositories,
        boolean admin,
        @Nullable Instant expiresAt) {

    static final Access ANONYMOUS = new Access("anonymous", Set.of(), false, null);

    boolean isAnonymous() {
        return this.equals(ANONYMOUS);
    }

    /** Private ones only when the token was given for them. */
    boolean reads(ForgeRepository repository) {
        return !repository.about().isPrivate() || holds(repository);
    }

    boolean administers(ForgeRepository repository) {
        return admin && holds(repository);
    }

    boolean holds(ForgeRepository repository) {
        return repositories == null || repositories.contains(repository.fullName());
    }

    boolean hasExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
