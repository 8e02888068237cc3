package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.mention.Notation;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which project a payload concerns, and under which name. */
final class Repositories {

    private Repositories() {}

    static RepositoryId id(Payload payload, Origin origin) {
        Payload.Project project = payload.project();
        Long id = project == null || project.id() == null ? payload.projectId() : project.id();
        return new RepositoryId(
                GitLabSource.NAME,
                Field.of(host(payload, origin).orElse(null), "project.web_url"),
                Field.of(id, "project.id").toString());
    }

    /**
     * The host of the GitLab. Taken from the addresses in the payload rather than from a header, which no signature covers; the header is
     * used only if there is no address at all.
     */
    static Optional<String> host(Payload payload, Origin origin) {
        return Stream.of(address(payload), origin.instance())
                .flatMap(url -> Addresses.host(url).stream())
                .findFirst();
    }

    /** Where the project is, as its payload says. */
    static @Nullable String address(Payload payload) {
        Payload.Project project = payload.project();
        Payload.Repository repository = payload.repository();
        return project != null && project.webUrl() != null
                ? project.webUrl()
                : repository == null ? null : repository.homepage();
    }

    /** The place to which references in its payloads are relative. */
    static Place place(Payload payload, Origin origin) {
        return new Place(host(payload, origin).orElse(""), fullName(payload), Notation.APART);
    }

    /** The path with all its groups, which appear as in their addresses. */
    static String fullName(Payload payload) {
        Payload.Project project = payload.project();
        String path = project == null ? null : project.pathWithNamespace();
        String name = Field.of(path == null ? pathOf(payload) : path, "project.path_with_namespace")
                .strip();
        if (name.isEmpty()) {
            throw UnreadablePayload.at("project.path_with_namespace", "is empty");
        }
        return name;
    }

    /** What follows the host in the address of the project. */
    private static @Nullable String pathOf(Payload payload) {
        String address = Addresses.page(address(payload));
        int slash = address == null ? -1 : address.indexOf('/', address.indexOf("//") + 2);
        return address == null || slash < 0 ? null : address.substring(slash + 1);
    }

    /** The name that a payload uses, at the latest of the times in it. */
    static RepositoryName name(Payload payload, Origin origin, @Nullable Instant... times) {
        Instant at = Stream.of(times)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(origin.receivedAt());
        return new RepositoryName(id(payload, origin), fullName(payload), at);
    }
}
