package dev.throughline.collector.source.azuredevops;

import static dev.throughline.collector.source.SourcePayloads.all;
import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class AzureDevOpsPushTest {

    private static final RepositoryId API =
            new RepositoryId("azure-devops", "dev.azure.com/acme", "278d5cd2-584d-4b63-824a-2ba458937249");
    private static final CommitSha APPLES = new CommitSha("1".repeat(40));
    private static final CommitSha PEARS = new CommitSha("2".repeat(40));
    private static final String NOTHING = "0".repeat(40);

    private final SourcePayloads payloads = AzureDevOpsSourceTest.payloads();

    @Test
    void readsAPushedBranch() {
        Push push = push(_ -> {});

        assertThat(push.repository()).isEqualTo(API);
        assertThat(push.update().ref()).isEqualTo("refs/heads/main");
        assertThat(push.update().before()).isEqualTo(new CommitSha("a".repeat(40)));
        assertThat(push.update().after()).isEqualTo(PEARS);
        assertThat(push.update().head()).isEqualTo(PEARS);
        assertThat(push.update().isCreated()).isFalse();
        assertThat(push.pushedAt()).isEqualTo(Instant.parse("2026-11-20T09:30:00.1234567Z"));
        assertThat(push.isTruncated()).isFalse();
        assertThat(push.total()).isEqualTo(2);
        assertThat(push.commits()).extracting(Commit::sha).containsExactly(APPLES, PEARS);
    }

    @Test
    void readsCommits() {
        Commit commit = push(_ -> {}).commits().getLast();

        assertThat(commit.authorAt()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(commit.authorTime()).isEqualTo(AuthorTime.AUTHOR_DATE);
        assertThat(commit.author().name()).isEqualTo("Ann");
        assertThat(commit.message().title()).isEqualTo("Sell pears");
        // a work item is of the project
        assertThat(commit.message().claims().closesIssues()).containsExactly("dev.azure.com/acme/shop#5");
        assertThat(commit.paths()).isNull();
    }

    @Test
    void tellsBotsByTheirNames() {
        for (String bot : List.of("Shop Build Service (acme)", "Project Collection Build Service", "renovate[bot]")) {
            assertThat(push(payload -> ((ObjectNode) payload.at("/resource/commits/0/author")).put("name", bot))
                            .commits()
                            .getLast()
                            .author()
                            .isBot())
                    .as(bot)
                    .isTrue();
        }
        assertThat(push(_ -> {}).commits().getLast().author().isBot()).isFalse();
    }

    @Test
    void seesInTheWordsThatCommitsAreMissing() {
        Push cut = push(payload -> message(payload, "Ann pushed 120 commits to branch main of api."));
        assertThat(cut.isTruncated()).isTrue();
        assertThat(cut.total()).isEqualTo(120);
        assertThat(push(payload -> message(payload, "Ann updated branch main.")).total())
                .isNull();
    }

    @Test
    void readsEachOfSeveralRefs() {
        List<Push> pushes = all(Push.class, payloads.normalize("", "push", payload -> {
            update(payload, "refs/heads/next", "b".repeat(40), "1".repeat(40));
            update(payload, "refs/heads/gone", "c".repeat(40), NOTHING);
            update(payload, "refs/tags/v1", NOTHING, "d".repeat(40));
        }));

        assertThat(pushes)
                .extracting(push -> push.update().ref())
                .containsExactly("refs/heads/main", "refs/heads/next", "refs/tags/v1");
        // whose commits they are is not told
        assertThat(pushes.getFirst().isTruncated()).isTrue();
        assertThat(pushes.getFirst().commits()).extracting(Commit::sha).containsExactly(PEARS);
        assertThat(pushes.get(1).isTruncated()).isTrue();
        assertThat(pushes.get(1).commits()).extracting(Commit::sha).containsExactly(APPLES);
        assertThat(pushes.getLast().isTruncated()).isFalse();
        assertThat(pushes.getLast().commits()).isEmpty();
        assertThat(pushes.getLast().update().isCreated()).isTrue();
        assertThat(pushes.getLast().update().head()).isNull();
    }

    @Test
    void givesABranchTheListThatItSharesWithATagAlone() {
        List<Push> pushes = all(
                Push.class,
                payloads.normalize("", "push", payload -> update(payload, "refs/tags/v1", NOTHING, "2".repeat(40))));

        assertThat(pushes.getFirst().commits()).hasSize(2);
    }

    @Test
    void namesTheRepository() {
        assertThat(fact(RepositoryName.class, payloads.normalize("", "push", _ -> {})))
                .isEqualTo(new RepositoryName(API, "Shop/api", Instant.parse("2026-11-20T09:30:01.3309587Z")));
        assertThat(fact(RepositoryName.class, payloads.normalize("", "push", payload -> {
                            payload.put("eventType", "git.repo.renamed");
                            repository(payload).put("name", "backend");
                        }))
                        .name())
                .isEqualTo("Shop/backend");
    }

    @Test
    void tellsOrganisationsAndServersApart() {
        assertThat(host("https://contoso.visualstudio.com/Shop/_git/api")).isEqualTo("contoso.visualstudio.com");
        assertThat(host("https://tfs.corp.example:8080/tfs/Main/Shop/_git/api")).isEqualTo("tfs.corp.example:8080");
        assertThat(host("https://dev.azure.com/other/Shop/_git/api")).isEqualTo("dev.azure.com/other");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(payloads.normalize("", "push", payload -> payload.remove("eventType")))
                .isEqualTo(new Malformed("eventType", "is missing"));
        assertThat(payloads.normalize("", "push", payload -> repository(payload).remove("project")))
                .isEqualTo(new Malformed("resource.repository.project", "is missing"));
        assertThat(payloads.normalize(
                        "",
                        "push",
                        payload -> repository(payload).put("remoteUrl", "").put("url", "")))
                .isEqualTo(new Malformed("resource.repository.url", "is no address of http"));
        assertThat(payloads.normalize(
                        "", "push", payload -> ((ObjectNode) payload.at("/resource/commits/1")).remove("commitId")))
                .isEqualTo(new Malformed("resource.commits[1].commitId", "is missing"));
    }

    private String host(String remoteUrl) {
        return push(payload -> repository(payload).put("remoteUrl", remoteUrl))
                .repository()
                .host();
    }

    private Push push(Consumer<ObjectNode> change) {
        return fact(Push.class, payloads.normalize("", "push", change));
    }

    private static void update(ObjectNode payload, String ref, String before, String after) {
        payload.withObject("/resource")
                .withArray("refUpdates")
                .addObject()
                .put("name", ref)
                .put("oldObjectId", before)
                .put("newObjectId", after);
    }

    private static void message(ObjectNode payload, String text) {
        payload.withObject("/detailedMessage").put("text", text);
    }

    private static ObjectNode repository(ObjectNode payload) {
        return (ObjectNode) payload.at("/resource/repository");
    }
}
