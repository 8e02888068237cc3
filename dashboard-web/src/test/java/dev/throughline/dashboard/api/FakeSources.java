package dev.throughline.dashboard.api;

import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSource.SecretState;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.source.SilentRepository;
import dev.throughline.dashboard.source.SourceHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Three sources, one of which has posted and one of which is refused. */
final class FakeSources implements ConnectedSources {

    @Override
    public List<ConnectedSource> all() {
        return List.of(
                source("forge", "forge", SecretState.MADE, "/secrets/forge", "changes", "deployments"),
                source("pager-emea", "pager", SecretState.CONFIGURED, null, "incidents"),
                source("board", "board", SecretState.MISSING, null, "incidents"));
    }

    @Override
    public Map<String, Heard> heard() {
        return Map.of(
                "forge",
                        new Heard(
                                12,
                                Instant.parse("2026-03-02T12:00:00Z"),
                                null,
                                0,
                                false,
                                Instant.parse("2026-03-02T12:00:00Z"),
                                Duration.ofHours(6)),
                "board", new Heard(0, null, Instant.parse("2026-03-02T13:00:00Z"), 4, true, null, null));
    }

    @Override
    public List<SilentRepository> silentRepositories(int limit) {
        return List.of(
                new SilentRepository("forge", "acme/till", Instant.parse("2026-02-01T12:00:00Z"), Duration.ofDays(7)));
    }

    @Override
    public Map<String, ApiState> apis() {
        return Map.of("forge", new ApiState("weakened", "it may not see that", Instant.parse("2026-03-01T12:00:00Z")));
    }

    @Override
    public Optional<String> revealSecretOnce(String source) {
        return Optional.empty();
    }

    private static ConnectedSource source(
            String name, String kind, SecretState secret, @Nullable String file, String... tells) {
        return new ConnectedSource(
                name,
                kind,
                name,
                "http://127.0.0.1:8080/webhooks/" + name,
                secret,
                "THROUGHLINE_X_SECRET",
                file,
                List.of(tells),
                new ConnectedSource.Guide("", "", List.of(), "", "", List.of()));
    }

    @Override
    public Optional<SourceHistory> history(String source) {
        return Optional.empty();
    }
}
