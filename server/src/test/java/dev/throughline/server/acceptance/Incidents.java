package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Issue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** What the API says of the incidents of a repository. */
final class Incidents {

    private final FullServer server;
    private final Repository repository;
    private final Map<String, JsonNode> byExternalId = new HashMap<>();

    Incidents(FullServer server, Repository repository) {
        this.server = server;
        this.repository = repository;
        server.items("/api/v1/incidents?service=" + FullServer.encode(repository.service()))
                .forEach(item -> byExternalId.put(item.path("external_id").asString(), item));
    }

    One of(Issue issue) {
        JsonNode item = Objects.requireNonNull(
                byExternalId.get(String.valueOf(issue.id())),
                () -> "no issue " + issue.number() + " of " + repository.service());
        return new One(item);
    }

    /** One of them; each method asserts something. */
    final class One {

        private final JsonNode item;

        private One(JsonNode item) {
            this.item = item;
        }

        One isLinkedBy(String link) {
            assertThat(item.path("linked_by").asString(""))
                    .as("link of %s", item)
                    .isEqualTo(link);
            return this;
        }

        One isOf(String deployment) {
            assertThat(item.path("deployment").asString(""))
                    .as("deployment of %s", item)
                    .isEqualTo(new Deployments(server, repository)
                            .of(deployment)
                            .item()
                            .path("id")
                            .asString());
            return this;
        }

        One isLinkedToNothing() {
            assertThat(item.path("linked_by").isNull())
                    .as("%s is not linked", item)
                    .isTrue();
            assertThat(item.path("deployment").isNull())
                    .as("%s is not linked", item)
                    .isTrue();
            return this;
        }

        /** Listed, but no incident for this reason. */
        One isExcludedAs(String reason) {
            assertThat(item.path("excluded").asString("")).as("%s", item).isEqualTo(reason);
            return this;
        }

        One isResolvedAt(Instant resolved) {
            assertThat(Instant.parse(item.path("resolved_at").asString()))
                    .as("%s", item)
                    .isEqualTo(resolved);
            return this;
        }
    }
}
