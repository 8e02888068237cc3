package dev.throughline.collector.source.github;

import static dev.throughline.collector.source.github.Payloads.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GitHubRepositoryTest {

    private final GitHubSource source = new GitHubSource(Payloads.properties(), Catalog.EMPTY);

    @Test
    void namesTheRepositoryOfEventsThatTellNothingElse() {
        for (String name : List.of("ping", "create", "delete")) {
            assertThat(facts(Payloads.normalize(source, name, payload -> {})))
                    .as(name)
                    .singleElement()
                    .isInstanceOf(RepositoryName.class);
        }
        assertThat(Payloads.normalize(source, "ping", payload -> payload.remove("repository")))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void tellsBothNamesOfARenamedRepository() {
        List<Fact> facts = facts(Payloads.normalize(
                source,
                "repository-renamed",
                payload -> payload.withObject("/repository")
                        .put("full_name", "acme/new")
                        .put("updated_at", "2020-01-01T00:00:00Z")));

        RepositoryId id = ((RepositoryName) facts.getFirst()).repository();
        assertThat(facts)
                .containsExactly(
                        new RepositoryName(id, "acme/Hello-World", Instant.parse("2019-12-31T23:59:59Z")),
                        new RepositoryName(id, "acme/new", Instant.parse("2020-01-01T00:00:00Z")));
    }

    @Test
    void keepsAFormerNameInTheYearsThatAreKept() {
        assertThat(facts(Payloads.normalize(
                        source,
                        "repository-renamed",
                        payload -> payload.withObject("/repository")
                                .put("updated_at", "1970-01-01T00:00:00Z")
                                .putNull("pushed_at"))))
                .extracting(fact -> ((RepositoryName) fact).at())
                .containsExactly(Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void knowsTheHostByTheAddress() {
        assertThat(host("https://github.com/acme/shop", null)).isEqualTo("github.com");
        assertThat(host("https://Git.Corp.Example:8443/acme/shop", null)).isEqualTo("git.corp.example:8443");
        assertThat(host("https://acme.ghe.com/acme/shop", "https://api.acme.ghe.com/repos/acme/shop"))
                .isEqualTo("acme.ghe.com");
        assertThat(host(null, "https://api.github.com/repos/acme/shop")).isEqualTo("github.com");
        assertThat(host(null, "https://git.corp.example/api/v3/repos/acme/shop"))
                .isEqualTo("git.corp.example");
        assertThat(host("javascript:alert(1)", null)).isEqualTo("github.com");
    }

    @Test
    void takesNoEmptyName() {
        assertThat(Payloads.normalize(
                        source,
                        "ping",
                        payload -> payload.withObject("/repository").put("full_name", "  ")))
                .isEqualTo(new Normalization.Malformed("repository.full_name", "is empty"));
    }

    private String host(@Nullable String page, @Nullable String api) {
        List<Fact> facts = facts(Payloads.normalize(
                source,
                "ping",
                payload ->
                        payload.withObject("/repository").put("html_url", page).put("url", api)));
        return ((RepositoryName) facts.getFirst()).repository().host();
    }

    @Test
    void tellsBothNamesOfATransferredRepository() {
        assertThat(facts(Payloads.normalize(source, "repository-transferred", payload -> {})))
                .extracting(fact -> ((RepositoryName) fact).name())
                .containsExactly("octocat/Hello-World", "Octocoders/Hello-World");
    }

    @Test
    void takesTheReceiptWhereThePayloadTellsNoTime() {
        assertThat(facts(Payloads.normalize(
                        source,
                        "create",
                        payload -> payload.withObject("/repository")
                                .putNull("updated_at")
                                .putNull("pushed_at"))))
                .singleElement()
                .extracting(fact -> ((RepositoryName) fact).at())
                .isEqualTo(Payloads.RECEIVED_AT);
    }
}
