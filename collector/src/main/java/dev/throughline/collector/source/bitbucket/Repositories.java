package dev.throughline.collector.source.bitbucket;

import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which repository a payload concerns, and under which name. */
final class Repositories {

    private static final String CLOUD = "bitbucket.org";

    private Repositories() {}

    static Payload.Repository of(Payload payload) {
        return Field.of(payload.repository(), "repository");
    }

    static RepositoryId id(Payload.Repository repository) {
        return new RepositoryId(
                BitbucketSource.NAME, host(repository), uuid(Field.of(repository.uuid(), "repository.uuid")));
    }

    /** Without the braces around it. */
    static String uuid(String uuid) {
        return uuid.replaceAll("[{}]", "");
    }

    private static String host(Payload.Repository repository) {
        return Addresses.host(page(repository.links())).orElse(CLOUD);
    }

    static @Nullable String page(Payload.@Nullable Links links) {
        return links == null || links.html() == null
                ? null
                : Addresses.page(links.html().href());
    }

    static String fullName(Payload.Repository repository) {
        String name = Field.of(repository.fullName(), "repository.full_name").strip();
        if (name.isEmpty()) {
            throw UnreadablePayload.at("repository.full_name", "is empty");
        }
        return name;
    }

    /** The place to which references in its payloads are relative. */
    static Place place(Payload.Repository repository) {
        return new Place(host(repository), fullName(repository));
    }

    static RepositoryName name(Payload.Repository repository, Instant at) {
        return new RepositoryName(id(repository), fullName(repository), at);
    }
}
