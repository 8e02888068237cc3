package dev.throughline.server.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.backfill.AnswerCache;
import dev.throughline.collector.backfill.ApiClient;
import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.ApiTransport;
import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.backfill.ForgeApi;
import dev.throughline.collector.backfill.Item;
import dev.throughline.collector.backfill.Items;
import dev.throughline.collector.backfill.Memory;
import dev.throughline.collector.backfill.Pacing;
import dev.throughline.collector.source.gitlab.api.GitLabAccess;
import dev.throughline.collector.source.gitlab.api.GitLabHistory;
import dev.throughline.collector.source.gitlab.api.Wanted;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What our reader of GitLab's API asks, and what it makes of the answers. */
class GitLabReadingTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final String TOKEN = "glpat-everything";

    private final RepositoryStory shop = RepositoryStory.of(7, "acme/web/shop", START);
    private final ForgeState state = ForgeState.of(shop.repository());
    private final GitLabApi api = new GitLabApi(state);
    private final ApiTransport transport = new ApiTransport();

    {
        api.token(TOKEN);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void findsAProjectByItsPathAndItsIdAndAGroupWithItsSubgroups() throws ApiFailed {
        state.add(RepositoryStory.of(8, "acme/prices", START).repository());
        state.add(RepositoryStory.of(9, "acme/old", START).repository());
        state.add(RepositoryStory.of(10, "acme/web/fork", START).repository());
        state.add(RepositoryStory.of(11, "acmes/else", START).repository());
        about("acme/old", true, false);
        about("acme/web/fork", false, true);

        assertThat(names("acme/web/shop")).containsExactly("acme/web/shop");
        assertThat(names("acme/old")).containsExactly("acme/old");
        assertThat(names("7")).containsExactly("acme/web/shop");
        assertThat(names("acme")).containsExactly("acme/web/shop", "acme/prices");
        assertThat(names("acme/*")).containsExactly("acme/web/shop", "acme/prices");
        assertThat(names("acme/web/*")).containsExactly("acme/web/shop");
        assertThat(names("ACME/*s")).containsExactly("acme/prices");
        assertThat(names("*")).containsExactly("acme/web/shop", "acme/prices", "acmes/else");
        assertThatThrownBy(() -> names("acme/x*")).hasMessageContaining("no project matches 'acme/x*'");
        assertThatThrownBy(() -> names("acme/none"))
                .isInstanceOfSatisfying(
                        ApiFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void followsAProjectThatWasRenamed() throws ApiFailed {
        shop.repository().rename("acme/store");

        assertThat(names("acme/web/shop")).containsExactly("acme/store");
    }

    @Test
    void tellsTheSameInTheSameBytesHoweverOftenItFails() throws ApiFailed {
        aDay();
        Map<String, String> first = read(new Remembered());
        api.faults().every(5, new Fault.Status(502));
        api.faults().every(7, new Fault.Dropped());
        Map<String, String> second = read(new Remembered());

        assertThat(first).hasSize(9);
        assertThat(second).isEqualTo(first);
        assertThat(first.values()).noneMatch(body -> body.contains("@example"));
        assertThat(first.keySet())
                .allMatch(key -> key.startsWith("history/") && key.contains("/gitlab.example.com/7/"));
    }

    @Test
    void asksNothingMoreOfWhatItKnows() throws ApiFailed {
        aDay();
        Remembered memory = new Remembered();
        read(memory);
        memory.isOver();
        api.counts().clear();

        assertThat(read(memory).keySet()).allMatch(key -> key.startsWith("history/repository/"));
        assertThat(api.counts().all()).isLessThan(16);
        assertThat(api.counts().answered().keySet())
                .noneMatch(kind -> kind.contains("notes") || kind.matches("merge_requests/.*"));

        int late = shop.open("late");
        Map<String, String> news = read(memory);
        assertThat(news.keySet().stream().filter(key -> !key.startsWith("history/repository/")))
                .singleElement()
                .asString()
                .startsWith("history/merge_request/gitlab.example.com/7/" + late + "/");
    }

    @Test
    void findsOldCommitsThatWereMergedLater() throws ApiFailed {
        String old = shop.commit("slow", "Begin long before");
        shop.after(Duration.ofDays(20));
        shop.commit("main", "Go on meanwhile");
        Remembered memory = new Remembered();
        assertThat(read(memory).values()).noneMatch(body -> body.contains(old));
        memory.isOver();
        int number = shop.open("slow");
        String merge = shop.merge(number);

        List<String> commits = read(memory).entrySet().stream()
                .filter(told -> told.getKey().startsWith("history/commits/"))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(commits).singleElement().asString().contains(old, merge).doesNotContain("Go on meanwhile");
    }

    @Test
    void readsAllAgainWhereTheCommitsItKnowsAreGone() throws ApiFailed {
        shop.commit("main", "Weigh pears");
        Remembered memory = new Remembered();
        memory.end = "ab".repeat(20);

        assertThat(read(memory).values()).anyMatch(body -> body.contains("Weigh pears") && body.contains("Begin"));
    }

    @Test
    void readsReleasesWithTheirIds() throws ApiFailed {
        shop.release("v1", shop.commit("main", "Weigh pears"));
        long id =
                shop.repository().releases().by(Table.Order.UPDATED).getFirst().id();

        Map<String, String> told = read(new Remembered());

        assertThat(told.keySet()).anyMatch(key -> key.startsWith("history/release/gitlab.example.com/7/" + id + "/"));
        assertThat(told.keySet()).anyMatch(key -> key.startsWith("history/tags/"));
    }

    @Test
    void readsAGitLabBelowAPath() throws ApiFailed {
        aDay();
        for (int i = 0; i < 120; i++) {
            shop.issue("Issue " + i, "");
        }
        try (GitLabApi below = new GitLabApi(state, "/git/api/v4", InstantSource.system())) {
            below.token(TOKEN);

            assertThat(read(open(below), new Remembered())).isEqualTo(read(new Remembered()));
        }
    }

    @Test
    void tellsNothingOfWhatIsDeletedWhileItIsRead() throws ApiFailed {
        shop.commit("pears", "Weigh pears");
        int number = shop.open("pears");
        api.faults()
                .before(
                        "merge_requests/{n}/commits",
                        1,
                        () -> shop.repository().pulls().remove(number));

        assertThat(read(new Remembered()).keySet()).noneMatch(key -> key.contains("merge_request"));
    }

    @Test
    void doesNotTakeWhatItMayNotSeeForDeleted() {
        shop.commit("pears", "Weigh pears");
        shop.open("pears");
        api.faults().next("merge_requests/{n}/commits", new Fault.Status(404));

        assertThatThrownBy(() -> read(new Remembered())).hasMessageContaining("/commits answers 404");
    }

    @Test
    void tellsThatWhatAnswersIsNoGitLab() {
        api.faults().next("project", new Fault.WrongShape());

        assertThatThrownBy(() -> names("acme/web/shop"))
                .isInstanceOfSatisfying(
                        ApiFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.NOT_AN_API));
    }

    @Test
    void readsTheNamesOfTheFilesOfACommitAlone() throws ApiFailed {
        String many = shop.commit(
                "main",
                "Move",
                Stream.concat(
                                Stream.of("old/pears.c => new/pears.c"),
                                IntStream.range(0, 250).mapToObj(i -> "many/" + i))
                        .toArray(String[]::new));

        assertThat(files(many).orElseThrow())
                .contains("\"old/pears.c\"", "\"new/pears.c\"", "\"many/249\"", many)
                .doesNotContain("@@");
        assertThat(api.counts().answered()).containsEntry("repository/commits/{sha}/diff", 3);
    }

    @Test
    void tellsACommitWithoutFilesFromOneThatIsTooMuch() throws ApiFailed {
        String empty = shop.commit("main", "Try again");
        String much = shop.commit("main", "Add a film", "film.svg");
        api.endDiffsAfter(0);

        assertThat(files(empty).orElseThrow()).contains("\"files\":[]");
        assertThat(files(much)).isEmpty();
    }

    private Optional<String> files(String sha) throws ApiFailed {
        ForgeApi forge = open();
        return forge.files(forge.find("7").getFirst(), sha)
                .map(told -> new String(told.body(), StandardCharsets.UTF_8));
    }

    /** A merge request with a review, a deployment, an incident with a comment. */
    private void aDay() {
        shop.commit("pears", "Weigh pears");
        int number = shop.open("pears", "fruit");
        shop.review(number, "grace", "APPROVED");
        shop.comment(number, "Good");
        long deployment = shop.deploy(shop.merge(number), "production");
        shop.status(deployment, "running");
        shop.status(deployment, "success");
        int incident = shop.issue("Prices are gone", "", "incident");
        shop.comment(incident, "Root cause: " + shop.head("main"));
        shop.close(incident);
        shop.release("v1", shop.head("main"));
        shop.run("deploy", shop.head("main"), "success");
    }

    private void about(String name, boolean isArchived, boolean isFork) {
        ForgeRepository repository = Objects.requireNonNull(state.named(name));
        ForgeRepository.About was = repository.about();
        repository.put(new ForgeRepository.About(
                name,
                was.defaultBranch(),
                was.isPrivate(),
                isArchived,
                isFork,
                was.topics(),
                was.createdAt(),
                was.pushedAt()));
    }

    private List<String> names(String pattern) throws ApiFailed {
        return open().find(pattern).stream()
                .map(dev.throughline.collector.backfill.ForgeRepository::name)
                .toList();
    }

    /** Every chapter; what was told, by its key. */
    private Map<String, String> read(Remembered memory) throws ApiFailed {
        return read(open(), memory);
    }

    private static Map<String, String> read(ForgeApi forge, Remembered memory) throws ApiFailed {
        var repository = forge.find("7").getFirst();
        Map<String, String> told = new HashMap<>();
        for (Chapter chapter : forge.chapters(repository)) {
            memory.chapter = chapter;
            Items items = forge.read(repository, chapter, memory);
            for (Item item = items.next(); item != null; item = items.next()) {
                memory.known.add(chapter + " " + item.object() + " " + item.version());
                if (item.told() != null) {
                    told.put(item.told().key(), new String(item.told().body(), StandardCharsets.UTF_8));
                }
            }
        }
        return told;
    }

    private ForgeApi open() {
        return open(api);
    }

    private ForgeApi open(GitLabApi api) {
        Wanted all = new Wanted(EnumSet.allOf(Chapter.class), true, true);
        GitLabHistory history = new GitLabHistory(GitLabAccess.of(api.url(), TOKEN), _ -> all, Clock.systemUTC());
        return history.open(
                new ApiClient(transport, history.settings(), new Kept(), new Patient(), 1, Clock.systemUTC()));
    }

    private static final class Remembered implements Memory {

        private final Set<String> known = new HashSet<>();
        private Chapter chapter = Chapter.REPOSITORY;
        private @Nullable String start;
        private @Nullable String end;

        /** As after a reading that came to its end. */
        void isOver() {
            end = start;
            start = null;
        }

        @Override
        public Set<String> known(Map<String, String> versions) {
            return versions.entrySet().stream()
                    .filter(one -> known.contains(chapter + " " + one.getKey() + " " + one.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        @Override
        public Optional<String> start() {
            return Optional.ofNullable(start);
        }

        @Override
        public void startsAt(String at) {
            start = at;
        }

        @Override
        public Optional<String> end() {
            return Optional.ofNullable(end);
        }

        @Override
        public Set<String> unknownCommits(Collection<String> shas) {
            return Set.copyOf(shas);
        }
    }

    private static final class Kept implements AnswerCache {

        @Override
        public Optional<AnswerCache.Kept> find(String url) {
            return Optional.empty();
        }

        @Override
        public void keep(String url, AnswerCache.Kept answer) {}
    }

    private static final class Patient implements Pacing {

        @Override
        public void asks() {}

        @Override
        public void waitsForLimit(Duration pause, Instant until) {}

        @Override
        public void stays() {}

        @Override
        public void waits(Duration pause) {}
    }
}
