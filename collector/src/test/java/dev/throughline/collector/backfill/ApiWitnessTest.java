package dev.throughline.collector.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiWitnessTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T12:00:00Z"));
    private final Written written = new Written();
    private final ApiWitness witness = new ApiWitness(written, new Moving());

    @Test
    void writesDownAtOnceThatATokenIsRefusedAndThatItIsAcceptedAgain() {
        witness.heard("github", 200, Map.of());
        witness.heard("github", 304, Map.of());
        witness.heard("github", 401, Map.of());
        witness.heard("github", 401, Map.of());
        witness.heard("github", 202, Map.of());

        assertThat(written.lines).containsExactly("github accepted", "github refused", "github accepted");
    }

    @Test
    void learnsNothingOfTheTokenFromWhatIsForbiddenOrAbsentOrBroken() {
        for (int status : new int[] {403, 404, 422, 429, 500, 502}) {
            witness.heard("github", status, Map.of());
        }

        assertThat(written.lines).isEmpty();
    }

    @Test
    void writesTheSameDownOnceAMinute() {
        witness.heard("github", 200, Map.of());
        now.updateAndGet(at -> at.plusSeconds(59));
        witness.heard("github", 200, Map.of());
        assertThat(written.lines).hasSize(1);

        now.updateAndGet(at -> at.plusSeconds(2));
        witness.heard("github", 200, Map.of());
        assertThat(written.lines).hasSize(2);
    }

    @Test
    void readsWhenATokenEndsAsGitHubWritesIt() {
        witness.heard("github", 200, Map.of("github-authentication-token-expiration", "2026-12-03 08:15:00 UTC"));
        witness.heard("github", 200, Map.of("github-authentication-token-expiration", "2026-12-04 10:15:00 +0200"));
        witness.heard("github", 200, Map.of("github-authentication-token-expiration", "soon"));

        assertThat(written.lines)
                .containsExactly(
                        "github accepted until 2026-12-03T08:15:00Z",
                        "github accepted until 2026-12-04T08:15:00Z",
                        "github accepted");
    }

    private final class Moving extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private static final class Written implements ApiStates {

        private final List<String> lines = new ArrayList<>();
        private @Nullable Boolean last;

        @Override
        public @Nullable Boolean heard(
                String source, boolean isAccepted, @Nullable String detail, @Nullable Instant expiresAt) {
            lines.add(source
                    + (isAccepted ? " accepted" : " refused")
                    + (expiresAt == null ? "" : " until " + expiresAt));
            Boolean before = last;
            last = isAccepted;
            return before;
        }

        @Override
        public Map<String, ApiState> all() {
            return Map.of();
        }
    }
}
