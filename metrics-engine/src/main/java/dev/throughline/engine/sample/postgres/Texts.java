package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.UUID;

/** Ids and hashes as parameters: arrays of text. */
final class Texts {

    private Texts() {}

    static String[] ofIds(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    static String[] ofShas(Collection<CommitSha> shas) {
        return shas.stream().map(CommitSha::value).toArray(String[]::new);
    }
}
