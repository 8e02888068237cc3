package dev.throughline.collector.source.gitea;

import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which repository a payload concerns, and under which name. */
final class Repositories {

    private Repositories() {}

    static Payload.Repository of(Payload payload) {
        return Field.of(payload.repository(), "repository");
    }

    static RepositoryId id(Payload.Repository repository) {
        return new RepositoryId(
                GiteaSource.NAME,
                host(repository),
                Field.of(repository.id(), "repository.id").toString());
    }

    /** The instance that the repository is on: each has its own ids. */
    static String host(Payload.Repository repository) {
        return Addresses.host(Field.of(repository.htmlUrl(), "repository.html_url"))
                .orElseThrow(() -> UnreadablePayload.at("repository.html_url", "is no address of http"));
    }

    /** The place to which references in its payloads are relative. */
    static Place place(Payload.Repository repository) {
        return new Place(host(repository), fullName(repository));
    }

    static String fullName(Payload.Repository repository) {
        String name = Field.of(repository.fullName(), "repository.full_name").strip();
        if (name.isEmpty()) {
            throw UnreadablePayload.at("repository.full_name", "is empty");
        }
        return name;
    }

    /**
     * The name that a payload uses, at the latest of the times in it: its event's and its repository's. The repository's own time keeps a
     * name from seeming older than the rename that introduced it, which no event reports.
     */
    static RepositoryName name(Payload.Repository repository, Origin origin, @Nullable Instant... times) {
        Instant at = Stream.concat(Stream.of(times), Stream.of(repository.updatedAt()))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(origin.receivedAt());
        return new RepositoryName(id(repository), fullName(repository), at);
    }

    /** The page of an issue, which older versions do not name. */
    static @Nullable String issue(Payload.Repository repository, long number) {
        String page = Addresses.page(repository.htmlUrl());
        return page == null ? null : page + "/issues/" + number;
    }
}
