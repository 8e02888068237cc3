package dev.throughline.server.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.collector.backfill.AnswerCache;
import dev.throughline.collector.backfill.ApiClient;
import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.ApiTransport;
import dev.throughline.collector.backfill.ForgeHistory;
import dev.throughline.collector.backfill.ForgeHooks;
import dev.throughline.collector.backfill.ForgeHooks.Attempt;
import dev.throughline.collector.backfill.ForgeHooks.ForgeHook;
import dev.throughline.collector.backfill.ForgeHooks.Page;
import dev.throughline.collector.backfill.ForgeHooks.Sending;
import dev.throughline.collector.backfill.ForgeHooks.Standing;
import dev.throughline.collector.backfill.HookBook.DueHook;
import dev.throughline.collector.backfill.Pacing;
import dev.throughline.collector.source.gitlab.api.GitLabAccess;
import dev.throughline.collector.source.gitlab.api.GitLabHistory;
import dev.throughline.collector.source.gitlab.api.Wanted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What GitLab tells of its webhooks, and how little we ask for it. */
class GitLabHooksTest {

    private static final String TOKEN = "glpat-everything";
    private static final String SHOP = "projects/acme/web/shop";
    private static final Instant NOW = Instant.now();

    private final RepositoryStory shop = RepositoryStory.of(7, "acme/web/shop", NOW.minus(Duration.ofDays(30)));
    private final Hook hook = new Hook(5, "https://dora.example.org/webhooks/gitlab", List.of("push"));
    private final GitLabApi api = new GitLabApi(ForgeState.of(shop.repository()));
    private final ApiTransport transport = new ApiTransport();
    private final Map<String, AnswerCache.Kept> kept = new HashMap<>();
    private final ForgeHooks hooks = hooks(TOKEN);

    {
        api.token(TOKEN);
        shop.repository().put(hook);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void looksAtProjectsAndAtEveryGroupAboveThem() throws ApiFailed {
        assertThat(hooks.places(List.of("acme/web/shop", "acme/till")))
                .containsExactly(SHOP, "projects/acme/till", "groups/acme/web", "groups/acme");
        assertThat(hooks.isOptional(SHOP)).isFalse();
        assertThat(hooks.isOptional("groups/acme")).isTrue();

        api.hook("acme/web", new Hook(6, "https://dora.example.org/webhooks/gitlab", List.of("push")));
        assertThat(hooks.hooks(SHOP)).extracting(ForgeHook::id).containsExactly("5");
        assertThat(hooks.hooks("groups/acme/web")).extracting(ForgeHook::id).containsExactly("6");
        assertThatThrownBy(() -> hooks.hooks("groups/acme")).isInstanceOf(ApiFailed.class);
        assertThat(kept).as("an address may have a secret in it").isEmpty();
    }

    @Test
    void saysWhichRoleATokenNeeds() {
        api.token("glpat-reporter", false, "acme/web/shop");
        api.hook("acme", hook);

        assertThatThrownBy(() -> hooks("glpat-reporter").hooks(SHOP))
                .isInstanceOfSatisfying(
                        ApiFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.FORBIDDEN))
                .hasMessageContaining("Maintainer of the project");
        assertThatThrownBy(() -> hooks("glpat-reporter").hooks("groups/acme"))
                .hasMessageContaining("Owner of the group");
    }

    @Test
    void asksForWhatFailedAlone() throws ApiFailed {
        for (int i = 1; i <= 50; i++) {
            sent("a" + i, i % 2 == 0 ? 202 : 502, NOW.minusSeconds(600 - i));
        }
        sent("refused", 401, NOW);
        sent("unreached", 0, NOW);
        sent("old", 500, NOW.minus(Duration.ofDays(8)));

        List<Attempt> attempts = attempts();

        assertThat(attempts).hasSize(27).noneMatch(Attempt::isDelivered).allMatch(Attempt::isWhole);
        assertThat(attempts).extracting(Attempt::delivery).contains("refused", "unreached", "a49", "a1");
        assertThat(attempts).extracting(Attempt::repository).containsOnly("7");
        assertThat(attempts.getFirst().at()).isCloseTo(NOW, within(1, ChronoUnit.SECONDS));
        assertThat(api.counts().all()).isEqualTo(3);
    }

    @Test
    void doesNotHaveSentAgainWhatGitLabDidNotKeep() throws ApiFailed {
        hook.sent("large", NOW, false, 502, Map.of(), Json.MAPPER.readTree("{\"oversize\":true}"));
        hooks.hooks(SHOP);

        assertThat(attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.isWhole()).isFalse())
                .satisfies(attempt -> assertThat(attempt.repository()).isEqualTo("7"));
    }

    @Test
    void tellsOfAWebhookThatIsDisabled() throws ApiFailed {
        sent("a", 500, NOW);
        Instant until = NOW.plus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MILLIS);
        hook.disableUntil(until);
        assertThat(standing(true, 0))
                .isEqualTo(new Standing(
                        Sending.PAUSED, until, attempts().getFirst().at()));
        assertThat(hooks.hooks(SHOP).getFirst().standing().sending()).isEqualTo(Sending.PAUSED);

        hook.disableUntil(Instant.MAX);
        assertThat(standing(true, 0).sending()).isEqualTo(Sending.OFF);
        assertThat(standing(false, Long.MAX_VALUE).sending()).isEqualTo(Sending.OFF);

        hook.disableUntil(null);
        assertThat(standing(false, Long.MAX_VALUE)).isEqualTo(Standing.ON);
    }

    @Test
    void asksWhetherOneIsDisabledOnlyWhereItFailed() throws ApiFailed {
        sent("a", 500, NOW);
        hook.disableUntil(Instant.MAX);

        assertThat(standing(true, Long.MAX_VALUE)).as("it has not failed since").isEqualTo(Standing.ON);
    }

    @Test
    void suspectsAPauseBehindManyFailures() throws ApiFailed {
        for (int i = 0; i < 3; i++) {
            sent("a" + i, 500, NOW.minusSeconds(60 - i));
        }
        assertThat(standing(true, 0)).isEqualTo(Standing.ON);

        sent("b", 500, NOW);
        assertThat(standing(true, 0).isOn()).isTrue();
        assertThat(standing(true, 0).missingSince()).isBetween(NOW.minusSeconds(61), NOW.minusSeconds(59));
    }

    @Test
    void knowsAnOlderGitLabByItsDisabledWebhooksAlone() throws ApiFailed {
        api.keepNoEvents();
        hook.disableUntil(Instant.MAX);

        assertThat(attempts()).isEmpty();
        assertThat(hooks.lists(SHOP, "5")).as("it is not asked again").isEmpty();
        assertThat(standing(true, 0)).isEqualTo(new Standing(Sending.OFF, null, null));
    }

    @Test
    void hasAnEventSentAgainAndTakesWhatCannotBeForLater() throws ApiFailed {
        List<String> sent = new ArrayList<>();
        api.onRedelivery((_, again) -> {
            sent.add(again.guid());
            return 202;
        });
        long id = sent("a", 500, NOW).id();

        hooks.repeat(SHOP, "5", id);
        assertThat(sent).containsExactly("a");

        hook.disableUntil(Instant.MAX);
        hooks.repeat(SHOP, "5", id);
        assertThat(sent).hasSize(1);
        assertThatThrownBy(() -> hooks.repeat(SHOP, "5", 99))
                .isInstanceOfSatisfying(
                        ApiFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    private Hook.Sent sent(String guid, int status, Instant at) {
        return hook.sent(
                guid,
                at,
                false,
                status,
                Map.of("X-Gitlab-Event", "Push Hook"),
                Json.MAPPER.readTree("{\"object_kind\":\"push\",\"project_id\":7}"));
    }

    private List<Attempt> attempts() throws ApiFailed {
        List<Attempt> attempts = new ArrayList<>();
        for (String list : hooks.lists(SHOP, "5")) {
            String next = list;
            while (next != null) {
                Page page = hooks.attempts(SHOP, "5", next);
                attempts.addAll(page.attempts());
                next = page.next();
            }
        }
        return attempts;
    }

    private Standing standing(boolean isOn, long newest) throws ApiFailed {
        return hooks.standing(new DueHook(SHOP, "5", newest, isOn), attempts());
    }

    private ForgeHooks hooks(String token) {
        ForgeHistory history = new GitLabHistory(
                GitLabAccess.of(api.url(), token), _ -> new Wanted(Set.of(), false, false), Clock.systemUTC());
        return history.hooks(
                        new ApiClient(transport, history.settings(), cache(), new Impatient(), 1, Clock.systemUTC()))
                .orElseThrow();
    }

    private static final class Impatient implements Pacing {

        @Override
        public void asks() {}

        @Override
        public void waitsForLimit(Duration pause, Instant until) throws ApiFailed {
            throw new ApiFailed(Reason.STOPPED, "stopped");
        }

        @Override
        public void stays() {}
    }

    private AnswerCache cache() {
        return new AnswerCache() {
            @Override
            public Optional<Kept> find(String url) {
                return Optional.ofNullable(kept.get(url));
            }

            @Override
            public void keep(String url, Kept answer) {
                kept.put(url, answer);
            }
        };
    }
}
