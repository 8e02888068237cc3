package dev.throughline.server.release;

import dev.throughline.collector.backfill.ApiSettings;
import dev.throughline.collector.comment.CommentApi;
import dev.throughline.collector.comment.Comments;
import dev.throughline.collector.comment.ForgeClient;
import dev.throughline.collector.comment.PullRequest;
import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.settings.Installation;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forges on which comments can be written: those with a token. */
final class Forges {

    /** For a command that writes none. */
    static final Forges NONE = new Forges(Map.of());

    private final Map<CommentApi, Optional<Forge>> forges;

    /** @param settings its address, and with it the host that its token is good for */
    private record Forge(Comments comments, ApiSettings settings) {}

    /** @param forges empty for one without a token */
    private Forges(Map<CommentApi, Optional<Forge>> forges) {
        this.forges = forges;
    }

    /** @throws CommandFailed when there is no token at all */
    static Forges of(Installation installation, Clock clock) {
        Map<CommentApi, Optional<Forge>> forges = new HashMap<>();
        installation.forges().forEach((api, access) -> {
            URI base = api.base(access.api());
            forges.put(
                    api,
                    access.token().isSet()
                            ? Optional.of(new Forge(
                                    new Comments(api, new ForgeClient(base, api.headers(access.token()), clock)),
                                    new ApiSettings(base, _ -> false)))
                            : Optional.empty());
        });
        if (forges.values().stream().allMatch(Optional::isEmpty)) {
            throw CommandFailed.because("--comment needs a token: set "
                    + forges.keySet().stream()
                            .map(api -> key(api, "TOKEN"))
                            .sorted()
                            .collect(Collectors.joining(" or ")));
        }
        return new Forges(forges);
    }

    /** Empty for an address that is not a pull or merge request. */
    Optional<PullRequest> find(@Nullable String url) {
        return url == null ? Optional.empty() : PullRequest.of(url, forges.keySet());
    }

    /** @throws CommandFailed saying what to configure, when there is no token for where it is */
    Comments at(PullRequest request) {
        CommentApi api = request.forge();
        Forge forge = forges.getOrDefault(api, Optional.empty())
                .orElseThrow(() -> CommandFailed.because("it needs a token: set " + key(api, "TOKEN")));
        // an API on this machine stands for any
        String host = forge.settings().host().orElse(request.host());
        if (!host.equals(request.host())) {
            throw CommandFailed.because(
                    "it is at %s, and %s is the address of %s".formatted(request.host(), key(api, "API_URL"), host));
        }
        return forge.comments();
    }

    private static String key(CommentApi api, String what) {
        return "THROUGHLINE_%s_%s".formatted(api.traits().name().toUpperCase(Locale.ROOT), what);
    }
}
