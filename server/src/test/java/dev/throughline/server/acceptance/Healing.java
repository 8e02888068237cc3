package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What is to be seen of a server that heals by itself, sooner or later. */
final class Healing {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Healing() {}

    static List<JsonNode> backfills(FullServer server) {
        return server.get("/api/v1/backfills").path("items").valueStream().toList();
    }

    static boolean areOver(List<JsonNode> backfills) {
        return backfills.stream()
                .noneMatch(backfill -> backfill.path("finished_at").isNull());
    }

    /** The states of a repository in each of the backfills that read it. */
    static List<String> states(List<JsonNode> backfills, String name) {
        return backfills.stream()
                .flatMap(backfill -> backfill.path("repositories").valueStream())
                .filter(repository -> repository.path("repository").asString().equals(name))
                .map(repository -> repository.path("state").asString())
                .toList();
    }

    static <T> T until(Supplier<T> look, Predicate<T> isRight) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.get();
        while (!isRight.test(seen)) {
            assertThat(System.nanoTime()).as("%s", seen).isLessThan(end);
            pause(Duration.ofMillis(200));
            seen = look.get();
        }
        return seen;
    }

    static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
