package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What the API says of the deployments of a repository. */
final class Deployments {

    private final FullServer server;
    private final Repository repository;
    private final List<JsonNode> items;

    Deployments(FullServer server, Repository repository) {
        this.server = server;
        this.repository = repository;
        this.items = server.items("/api/v1/deployments?service=" + FullServer.encode(repository.service()));
    }

    One of(String name) {
        return of(name, "");
    }

    /** What a deployment was in one of several environments that it reached. */
    One of(String name, String environment) {
        String externalId = repository.externalId(name);
        List<JsonNode> found = items.stream()
                .filter(item -> item.path("external_id").asString().equals(externalId))
                .filter(item -> environment.isEmpty()
                        || item.path("environment").asString().equals(environment))
                .toList();
        assertThat(found).as("deployment %s of %s", name, repository.service()).hasSize(1);
        return new One(name, found.getFirst());
    }

    /** Those that are listed, in whatever environment. */
    Deployments areAsManyAs(int count) {
        assertThat(items).as("deployments of %s", repository.service()).hasSize(count);
        return this;
    }

    /** One of them; each method asserts something. */
    final class One {

        private final String name;
        private final JsonNode item;

        private One(String name, JsonNode item) {
            this.name = name;
            this.item = item;
        }

        JsonNode item() {
            return item;
        }

        One isKind(String kind) {
            assertThat(item.path("kind").asString("")).as("kind of %s", this).isEqualTo(kind);
            assertThat(item.path("merged_into").isNull())
                    .as("%s stands alone", this)
                    .isTrue();
            return this;
        }

        One hasNoKind() {
            assertThat(item.path("kind").isNull()).as("%s has no kind", this).isTrue();
            return this;
        }

        One isMergedInto(String other) {
            assertThat(item.path("merged_into").asString(""))
                    .as("%s", this)
                    .isEqualTo(of(other).id());
            return this;
        }

        One finishedAt(String time) {
            assertThat(Instant.parse(item.path("finished_at").asString()))
                    .as("end of %s", this)
                    .isEqualTo(Story.at(time));
            return this;
        }

        One hasNotFailed() {
            assertThat(evidence()).as("evidence against %s", this).isEmpty();
            assertThat(item.path("failed").asBoolean(false))
                    .as("%s failed", this)
                    .isFalse();
            return this;
        }

        /** Exactly these, each a rule and its confidence: {@code window/heuristic}. */
        One hasFailedBy(String... evidence) {
            assertThat(evidence()).as("evidence against %s", this).containsExactlyInAnyOrder(evidence);
            assertThat(item.path("failed").asBoolean()).as("%s failed", this).isTrue();
            return this;
        }

        One hasFlags(String... flags) {
            assertThat(words(item.path("flags"))).as("flags of %s", this).containsExactlyInAnyOrder(flags);
            return this;
        }

        One isLinkedBy(String link) {
            assertThat(item.path("linked_by").asString(""))
                    .as("link of %s", this)
                    .isEqualTo(link);
            return this;
        }

        /** Exactly these samples, each the commit that arrived, its lead time in seconds and its flags: {@code k 300 clock_skew}. */
        One delivered(String... samples) {
            List<String> found = new ArrayList<>();
            for (JsonNode change : server.items("/api/v1/deployments/" + id() + "/changes")) {
                JsonNode seconds = change.path("lead_time_seconds");
                if (seconds.isNumber()) {
                    String arrived = change.path("delivered_as").isString()
                            ? change.path("delivered_as").asString()
                            : change.path("sha").asString();
                    String flags = String.join(" ", new TreeSet<>(words(change.path("flags"))));
                    found.add((repository.nameOf(arrived) + " " + seconds.asLong() + " " + flags).strip());
                }
            }
            assertThat(found).as("samples of %s", this).containsExactlyInAnyOrder(samples);
            return this;
        }

        private String id() {
            return item.path("id").asString();
        }

        private List<String> evidence() {
            List<String> evidence = new ArrayList<>();
            item.path("evidence")
                    .forEach(one -> evidence.add(one.path("rule").asString() + "/"
                            + one.path("confidence").asString()));
            return evidence;
        }

        @Override
        public String toString() {
            return name + " " + item;
        }
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asString()));
        return words;
    }
}
