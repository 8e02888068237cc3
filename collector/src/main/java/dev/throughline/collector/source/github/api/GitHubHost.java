package dev.throughline.collector.source.github.api;

import dev.throughline.collector.payload.Addresses;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The host that a repository is on: github.com, an Enterprise Server or a tenant of ghe.com. */
public final class GitHubHost {

    private static final String GITHUB = "github.com";

    private GitHubHost() {}

    /** @param addresses of the repository, most reliable first; without any it is on github.com */
    public static String of(@Nullable String... addresses) {
        return Stream.of(addresses)
                .flatMap(address -> Addresses.host(address).stream())
                .map(host -> host.equals("api." + GITHUB) ? GITHUB : host)
                .findFirst()
                .orElse(GITHUB);
    }
}
