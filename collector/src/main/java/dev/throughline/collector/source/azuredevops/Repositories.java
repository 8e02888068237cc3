package dev.throughline.collector.source.azuredevops;

import dev.throughline.collector.mention.Notation;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which repository a payload concerns, and under which name. Work items belong to a project, not to a repository: a project counts as one
 * more repository, with its own name.
 */
final class Repositories {

    private static final String SHARED = "dev.azure.com";
    private static final Pattern ORGANISATION = Pattern.compile(
            "https?://(?:[^/@\\s]{0,200}@)?dev\\.azure\\.com/([^/?#]{1,200})", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER = Pattern.compile("(?<=^https?://)[^/@\\s]{0,200}@");

    private Repositories() {}

    static RepositoryId id(Payload.Repository repository) {
        return new RepositoryId(
                AzureDevOpsSource.NAME,
                host(Stream.of(repository.remoteUrl(), repository.url()))
                        .orElseThrow(() -> UnreadablePayload.at("resource.repository.url", "is no address of http")),
                Field.of(repository.id(), "resource.repository.id"));
    }

    /** The host of an address, followed by the organisation if organisations share a host. */
    static Optional<String> host(Stream<@Nullable String> addresses) {
        return addresses
                .flatMap(address -> Addresses.host(address).stream().map(host -> {
                    Matcher organisation = ORGANISATION.matcher(Objects.requireNonNullElse(address, ""));
                    return host.equals(SHARED) && organisation.lookingAt()
                            ? SHARED + "/" + organisation.group(1).toLowerCase(Locale.ROOT)
                            : host;
                }))
                .findFirst();
    }

    static String project(Payload.Repository repository) {
        return Field.of(
                Field.of(repository.project(), "resource.repository.project").name(),
                "resource.repository.project.name");
    }

    static String fullName(Payload.Repository repository) {
        return project(repository) + "/" + Field.of(repository.name(), "resource.repository.name");
    }

    static RepositoryName name(Payload.Repository repository, Origin origin) {
        return new RepositoryName(id(repository), fullName(repository), origin.at());
    }

    /** Where what its payloads quote is written. */
    static Place place(Payload.Repository repository) {
        return new Place(id(repository).host(), fullName(repository), Notation.APART);
    }

    /** Page of a pull request. */
    static @Nullable String change(Payload.Repository repository, long number) {
        String remote = repository.remoteUrl();
        String page =
                remote == null ? null : Addresses.page(USER.matcher(remote).replaceFirst(""));
        return page == null ? null : page + "/pullrequest/" + number;
    }
}
