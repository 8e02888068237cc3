package dev.throughline.dashboard.page;

import dev.throughline.dashboard.FakeFourKeys;
import dev.throughline.engine.attribution.Evidence.Rule;
import dev.throughline.engine.history.DeploymentCommit;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.IncidentLink;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Outcome;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.ScopeChoices;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.history.Undeployed;
import dev.throughline.engine.history.UnmappedIncidents;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.sample.Exclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The services of a {@link FakeFourKeys}, each with the same few deployments and incidents, but for the silent one. */
class FakeHistory implements Services, Deployments {

    private static final Instant NOW = PagesApplication.NOW;

    private final FakeFourKeys fourKeys;
    private @Nullable List<ListedService> undeployed;

    FakeHistory(FakeFourKeys fourKeys) {
        this.fourKeys = fourKeys;
    }

    /** From now on there are these services and no deployment in production. */
    void begin(ListedService... services) {
        undeployed = List.of(services);
    }

    /** Apart, for a class cannot have two methods that differ in what they return. */
    Incidents incidents() {
        return new Incidents() {
            @Override
            public Page<ListedIncident> page(IncidentFilter filter, @Nullable Position after, int limit) {
                List<ListedIncident> all = List.of(
                        incident(
                                "Checkout answers 500 <b>for some</b>\u202E \u05E2\u05D1\u05E8",
                                IncidentLink.WINDOW,
                                null),
                        incident("Long gone", IncidentLink.DECLARED, NOW));
                return new Page<>(
                        isSilent(filter.services())
                                ? List.of()
                                : all.stream()
                                        .filter(incident -> filter.isOpen() == null
                                                || filter.isOpen() == (incident.resolvedAt() == null))
                                        .toList(),
                        null);
            }

            @Override
            public Optional<ListedIncident> byId(UUID id) {
                return Optional.empty();
            }

            @Override
            public List<UnmappedIncidents> unmapped(int limit) {
                return List.of(new UnmappedIncidents(
                        "pager", List.of("pij90n7", "checkout <api>"), 12, "Checkout answers 500 <b>again</b>", NOW));
            }

            @Override
            public long countUnmapped() {
                return 12;
            }
        };
    }

    /** Three that count and two that do not; after a position nothing. */
    Parts parts() {
        return (metric, scope, window, basis, profile, filter, after, limit) -> {
            if (isSilent(scope.services()) || after != null) {
                return new Page<>(List.of(), null);
            }
            String sha = metric == Metric.CHANGE_LEAD_TIME ? "da81140d16932d8d05ebc69c408907c514b97f31" : null;
            var change = new DeploymentCommit.Origin(
                    77L, "Answer sooner <b>now</b>\u202E\u2028 \u05E2", "https://github.com/acme/x/pull/77");
            return new Page<>(
                    List.of(
                            counted(1, sha, null, 1, sha == null ? null : 3_600, List.of()),
                            counted(2, sha, sha == null ? null : change, 1, null, List.of(Rule.ROLLBACK)),
                            counted(3, sha, null, 0, null, List.of()),
                            new Part.LeftOut(NOW, new UUID(0, 4), null, null, Exclusion.REDEPLOY),
                            new Part.LeftOut(NOW, null, null, new UUID(1, 1), Exclusion.NOT_CHANGE_RELATED)),
                    Position.at(NOW, new UUID(0, 4).toString()));
        };
    }

    private static Part counted(
            int number,
            @Nullable String sha,
            DeploymentCommit.@Nullable Origin change,
            int contribution,
            @Nullable Integer seconds,
            List<Rule> rules) {
        return new Part.Counted(
                NOW.minus(Duration.ofHours(7 + 31L * number)),
                new UUID(0, number),
                null,
                sha,
                change,
                contribution,
                seconds,
                rules.stream()
                        .map(rule -> new Evidence(rule, rule.confidence(), null, null, null))
                        .toList(),
                List.of(Flag.PR_OPENED));
    }

    @Override
    public Page<ListedService> page(@Nullable Position after, int limit) {
        if (undeployed != null) {
            return new Page<>(undeployed, null);
        }
        List<ListedService> found = fourKeys.names().stream()
                .filter(name -> after == null || name.compareToIgnoreCase(after.key()) > 0)
                .limit(limit + 1L)
                .map(FakeHistory::service)
                .toList();
        return Page.of(found, limit, service -> new Position(service.name(), Long.toString(service.id())));
    }

    @Override
    public List<NamedService> list() {
        return page(null, Integer.MAX_VALUE - 1).items().stream()
                .map(service -> new NamedService(service.name(), service.team(), service.lastDeploymentAt()))
                .toList();
    }

    @Override
    public Map<String, Undeployed> undeployed(List<String> services) {
        return services.contains("shop/checkout")
                ? Map.of("shop/checkout", new Undeployed(3, NOW.minus(Duration.ofHours(5))))
                : Map.of();
    }

    @Override
    public List<String> ofTeam(String team) {
        List<String> owned = list().stream()
                .filter(service -> team.equalsIgnoreCase(service.team()))
                .map(NamedService::name)
                .toList();
        if (owned.isEmpty()) {
            throw UnknownService.ofTeam(team);
        }
        return owned;
    }

    @Override
    public ScopeChoices choices() {
        return new ScopeChoices(List.of("shop"), List.of("production"));
    }

    @Override
    public ListedService named(String name) {
        return fourKeys.names().stream()
                .filter(each -> each.equalsIgnoreCase(name))
                .map(FakeHistory::service)
                .findAny()
                .orElseThrow(() -> UnknownService.named(name));
    }

    @Override
    public Page<ListedDeployment> page(DeploymentFilter filter, @Nullable Position after, int limit) {
        if (isSilent(filter.services())) {
            return new Page<>(List.of(), null);
        }
        List<ListedDeployment> deployments = new ArrayList<>();
        deployments.add(deployment(0, null, Outcome.FAILURE, null, List.of(), List.of()));
        deployments.add(
                deployment(1, DeploymentKind.FORWARD, Outcome.SUCCESS, false, List.of(), List.of(Flag.AMBIGUOUS)));
        deployments.add(deployment(2, DeploymentKind.ROLLBACK, Outcome.SUCCESS, false, List.of(), List.of()));
        deployments.add(deployment(
                3, DeploymentKind.FORWARD, Outcome.SUCCESS, true, List.of(Rule.ROLLBACK, Rule.DECLARED), List.of()));
        deployments.add(deployment(4, DeploymentKind.REDEPLOY, Outcome.SUCCESS, false, List.of(), List.of()));
        deployments.add(deployment(
                5, DeploymentKind.FORWARD, Outcome.SUCCESS, true, List.of(Rule.WINDOW), List.of(Flag.REDELIVERED)));
        deployments.add(deployment(6, DeploymentKind.INITIAL, Outcome.SUCCESS, false, List.of(), List.of()));
        return new Page<>(deployments, null);
    }

    @Override
    public Optional<ListedDeployment> byId(UUID id) {
        return Optional.empty();
    }

    @Override
    public Page<DeploymentCommit> commits(UUID id, @Nullable Position after, int limit) {
        return new Page<>(List.of(), null);
    }

    private static boolean isSilent(List<String> services) {
        return services.contains("shop/silent");
    }

    private static ListedService service(String name) {
        return service(name, NOW.minus(Duration.ofDays(200)), 232, "production", "prod-eu", "prod\u202E-\u05E2");
    }

    static ListedService service(
            String name, @Nullable Instant lastDeploymentAt, int deployments, String... environments) {
        return new ListedService(
                1,
                name,
                name.startsWith("shop/") ? "shop" : null,
                List.of(name),
                List.of(),
                List.of(),
                List.of(environments),
                lastDeploymentAt,
                deployments,
                null);
    }

    private static ListedDeployment deployment(
            int number,
            @Nullable DeploymentKind kind,
            Outcome outcome,
            @Nullable Boolean failed,
            List<Rule> rules,
            List<Flag> flags) {
        Instant at = NOW.minus(Duration.ofHours(7 + 31L * number));
        return new ListedDeployment(
                new UUID(0, number),
                "service",
                number == 4 ? "prod\u202E-\u05E2" : "production",
                "production",
                "github",
                Integer.toString(number),
                "da81140d16932d8d05ebc69c408907c514b97f3" + number,
                number % 2 == 0 ? "v2.1\u202E\u05E2" + number : null,
                kind,
                outcome,
                failed,
                rules.stream()
                        .map(rule -> new Evidence(rule, rule.confidence(), null, null, null))
                        .toList(),
                flags,
                at.minusSeconds(60),
                at,
                kind == null ? null : number * 3,
                null,
                null,
                number == 0 ? "https://github.com/openzipkin/zipkin/deployments" : "javascript:alert(1)");
    }

    private static ListedIncident incident(String title, IncidentLink linkedBy, @Nullable Instant resolvedAt) {
        return new ListedIncident(
                new UUID(1, 1),
                "service",
                "github",
                "1",
                1L,
                title,
                "https://github.com/openzipkin/zipkin/issues/1",
                NOW.minus(Duration.ofHours(54)),
                resolvedAt,
                null,
                linkedBy,
                null);
    }
}
