package dev.throughline.collector.source.github;

import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.source.github.api.GitHubHost;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
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
                GitHubSource.NAME,
                host(repository),
                Field.of(repository.id(), "repository.id").toString());
    }

    /**
     * The host that the repository is on: github.com, an Enterprise Server or a tenant of ghe.com. Taken from its own address rather than
     * from a header, which the signature does not cover.
     */
    static String host(Payload.Repository repository) {
        return GitHubHost.of(repository.htmlUrl(), repository.url());
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
     * The name that a payload uses, at the latest of the times in it: its event's and its repository's. The repository's own times keep a
     * name from seeming older than the rename that introduced it.
     */
    static RepositoryName name(Payload.Repository repository, Origin origin, @Nullable Instant... times) {
        Instant at = Stream.concat(Stream.of(times), Stream.of(repository.pushedAt(), repository.updatedAt()))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(origin.receivedAt());
        return new RepositoryName(id(repository), fullName(repository), at);
    }

    /** The full name that it had before it was renamed or transferred. */
    static Optional<String> formerName(Payload.Repository repository, Payload.@Nullable Changes changes) {
        String name = fullName(repository);
        int slash = name.indexOf('/');
        if (changes == null || slash < 0) {
            return Optional.empty();
        }
        Optional<String> formerOwner = Optional.ofNullable(changes.owner())
                .map(Payload.OldOwner::from)
                .map(account -> account.user() != null ? account.user() : account.organization())
                .map(Payload.User::login);
        Optional<String> formerName = Optional.ofNullable(changes.repository())
                .map(Payload.OldRepository::name)
                .map(Payload.OldName::from);
        return formerOwner.isEmpty() && formerName.isEmpty()
                ? Optional.empty()
                : Optional.of(formerOwner.orElse(name.substring(0, slash)) + "/"
                        + formerName.orElse(name.substring(slash + 1)));
    }
}
