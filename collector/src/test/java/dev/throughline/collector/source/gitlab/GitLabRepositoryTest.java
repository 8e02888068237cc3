package dev.throughline.collector.source.gitlab;

import static dev.throughline.collector.source.gitlab.Payloads.fact;
import static dev.throughline.collector.source.gitlab.Payloads.facts;
import static dev.throughline.collector.source.gitlab.Payloads.normalize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GitLabRepositoryTest {

    private static final RepositoryId BY_HEADER = new RepositoryId("gitlab", "header.example.com", "4711");

    @Test
    void readsARenaming() {
        Instant at = Instant.parse("2026-08-02T07:38:22Z");
        assertThat(facts(normalize("project_rename", payload -> {})))
                .containsExactly(
                        new RepositoryName(BY_HEADER, "acme/till", at.minusSeconds(1)),
                        new RepositoryName(BY_HEADER, "acme/shop/payments", at));
        assertThat(facts(normalize(
                        "project_rename",
                        payload -> payload.put("event_name", "project_create").remove("old_path_with_namespace"))))
                .hasSize(1);
    }

    @Test
    void leavesARenamingAloneThatNamesNoGitLab() {
        String body = Payloads.read("project_rename").toString();
        assertThat(Payloads.source()
                        .normalize(new Delivery(
                                "d1",
                                "System Hook",
                                "application/json",
                                Payloads.RECEIVED_AT,
                                body.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Ignored.class);
    }

    /** No signature covers a header. */
    @Test
    void takesTheHostFromTheBodyWhereItNamesOne() {
        assertThat(fact(Push.class, normalize("push", payload -> {})).repository())
                .isEqualTo(Payloads.PAYMENTS);
        assertThat(fact(
                                Push.class,
                                normalize(
                                        "push",
                                        payload -> project(payload)
                                                .put("web_url", "https://GitLab.com:8443/acme/shop/payments")))
                        .repository()
                        .host())
                .isEqualTo("gitlab.com:8443");
    }

    @Test
    void readsOlderPayloads() {
        assertThat(fact(
                                Push.class,
                                normalize("push", payload -> project(payload).remove("id")))
                        .repository())
                .isEqualTo(Payloads.PAYMENTS);
        assertThat(fact(RepositoryName.class, normalize("build", payload -> {})).name())
                .isEqualTo("acme/shop/payments");
        assertThat(fact(
                                RepositoryName.class,
                                normalize(
                                        "merge_request",
                                        payload -> project(payload).remove("id")))
                        .repository())
                .isEqualTo(Payloads.PAYMENTS);
    }

    private static ObjectNode project(ObjectNode payload) {
        return (ObjectNode) payload.get("project");
    }
}
