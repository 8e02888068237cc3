package dev.throughline.dashboard.page;

import dev.throughline.dashboard.session.Permission;
import dev.throughline.dashboard.session.Refusal;
import dev.throughline.dashboard.session.Visitor;
import dev.throughline.dashboard.session.Visitors;
import dev.throughline.dashboard.verdict.VerdictDesk;
import dev.throughline.engine.history.ChangeDetails;
import dev.throughline.engine.history.Changes;
import dev.throughline.engine.history.DeploymentDetails;
import dev.throughline.engine.history.Details;
import dev.throughline.engine.history.IncidentDetails;
import dev.throughline.engine.history.ListedChange;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Stages;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.VerdictBook;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Nothing is known of any single deployment, nobody is signed in, and one change waits. */
@Configuration(proxyBeanMethods = false)
class FakeEvidence {

    private static final Instant MERGED = PagesApplication.NOW.minus(Duration.ofHours(3));

    @Bean
    VerdictDesk verdictDesk(Clock clock) {
        return new VerdictDesk(new NoBook(), clock, Duration.ZERO);
    }

    @Bean
    Details details() {
        return new NoDetails();
    }

    @Bean
    Visitors visitors() {
        return new OneToken();
    }

    @Bean
    Changes changes() {
        Instant openedAt = MERGED.minus(Duration.ofHours(20));
        return (filter, after, limit) -> new Page<>(
                List.of(new ListedChange(
                        new UUID(2, 1),
                        "shop/checkout",
                        77L,
                        "Answer sooner <b>now</b>\u202E \u05E2",
                        "https://github.com/acme/x/pull/77",
                        openedAt,
                        null,
                        null,
                        MERGED,
                        null,
                        null,
                        null,
                        Stages.of(openedAt, null, MERGED, null),
                        10_800L)),
                null);
    }

    private static final class NoBook implements VerdictBook {

        @Override
        public boolean keepOfDeployment(UUID deployment, List<Verdict> verdicts) {
            return false;
        }

        @Override
        public boolean keepOfIncident(UUID incident, List<Verdict> verdicts) {
            return false;
        }

        @Override
        public List<Verdict> of(UUID target) {
            return List.of();
        }

        @Override
        public boolean isPending(UUID target) {
            return false;
        }
    }

    private static final class NoDetails implements Details {

        @Override
        public Optional<DeploymentDetails> ofDeployment(UUID id) {
            return Optional.empty();
        }

        @Override
        public Optional<IncidentDetails> ofIncident(UUID id) {
            return Optional.empty();
        }

        @Override
        public Optional<ChangeDetails> ofChange(UUID id) {
            return Optional.empty();
        }
    }

    private static final class OneToken implements Visitors {

        @Override
        public Optional<Visitor> of(HttpServletRequest request) {
            return Optional.empty();
        }

        @Override
        public Permission judge(HttpServletRequest form) {
            String token = form.getParameter(TOKEN);
            if (token == null) {
                return new Permission.Refused(Refusal.NOBODY);
            }
            return token.equals("right")
                    ? new Permission.Granted("somebody")
                    : new Permission.Refused(Refusal.WRONG_TOKEN);
        }

        @Override
        public Permission signIn(HttpServletRequest form, HttpServletResponse response) {
            return new Permission.Refused(Refusal.WRONG_TOKEN);
        }

        @Override
        public void signOut(HttpServletRequest request, HttpServletResponse response) {
            // nobody is signed in
        }
    }
}
