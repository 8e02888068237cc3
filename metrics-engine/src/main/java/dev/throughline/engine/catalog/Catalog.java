package dev.throughline.engine.catalog;

import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.Tier;
import dev.throughline.engine.glob.Glob;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration of services and environments. A repository that no service names is itself a service.
 *
 * @param services a deployment belongs to the first that takes it
 * @param tiers the tiers of environments, of which the first match counts; it overrides what a source says
 */
@ConfigurationProperties("throughline")
public record Catalog(
        @DefaultValue List<Service> services, @DefaultValue List<TierRule> tiers) {

    public static final Catalog EMPTY = new Catalog(List.of(), List.of());

    /** The incidents that no service takes. */
    private static final String REST = "*";

    private static final Pattern INCIDENTS = Pattern.compile("(\\*|[^*?:\\s]+):\\S(.*\\S)?");

    public Catalog {
        services = List.copyOf(services);
        tiers = List.copyOf(tiers);
        for (int i = 0; i < services.size(); i++) {
            check("throughline.services[%d]".formatted(i), services.get(i), services.subList(0, i));
        }
        for (int i = 0; i < tiers.size(); i++) {
            check("throughline.tiers[%d]".formatted(i), tiers.get(i));
        }
    }

    /**
     * A service that is not, or not only, a repository.
     *
     * @param team its owner; null when none is named
     * @param repositories names and globs of the repositories that count for it, ignoring case
     * @param paths globs of files: only commits that touch a matching file belong to it; empty: all
     * @param environments globs of environments: only deployments to one of them belong to it; empty: all that are left
     * @param incidentLabels labels of its own incidents in repositories that it shares
     * @param incidents what its incidents in pagers and trackers concern: {@code source:glob}, {@code *:glob} for any source, ignoring
     *     case; {@code *}: all that no service takes
     * @param deployments the only thing that deploys it; null: what deploys its repositories
     */
    public record Service(
            String name,
            @Nullable String team,
            @DefaultValue List<String> repositories,
            @DefaultValue List<String> paths,
            @DefaultValue List<String> environments,
            @DefaultValue List<String> incidentLabels,
            @DefaultValue List<String> incidents,
            @Nullable Rule deployments) {

        public Service {
            team = team == null || team.isBlank() ? null : team;
            repositories = List.copyOf(repositories);
            paths = List.copyOf(paths);
            environments = List.copyOf(environments);
            incidentLabels = List.copyOf(incidentLabels);
            incidents = List.copyOf(incidents);
        }

        /** The paths as regular expressions, for PostgreSQL. */
        public List<String> pathPatterns() {
            return paths.stream().map(Glob::ofPaths).map(Glob::toRegex).toList();
        }

        private boolean takesTheRest() {
            return incidents.contains(REST);
        }

        /** Whether nothing is left for the other service in the repositories they share. */
        private boolean leavesNothingTo(Service other) {
            boolean isEveryEnvironment = environments.isEmpty()
                    || !other.environments.isEmpty()
                            && other.environments.stream()
                                    .allMatch(glob -> environments.stream().anyMatch(glob::equalsIgnoreCase));
            return isEveryEnvironment
                    && (deployments == null || other.deployments == null
                            ? deployments == other.deployments
                            : deployments.leavesNothingTo(other.deployments));
        }

        private @Nullable String shared(Service other) {
            return repositories.stream()
                    .filter(glob -> other.repositories.stream()
                            .anyMatch(its -> Glob.ofNames(glob).overlaps(Glob.ofNames(its))))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * What deploys a service.
     *
     * @param from kind of event that its deployments are read from
     * @param pattern what the whole name of the tag, the release's tag, of what ran or of the environment must match; null: every name
     *     matches
     * @param environment glob of the environment that must be reached, ignoring case; null: any
     */
    public record Rule(
            DeploymentEvent from,
            @Nullable Pattern pattern,
            @Nullable String environment) {

        /** Only deployments name an environment; everything else goes here. */
        private static final String PRODUCTION = "production";

        /** Whether a name matches; the environment is checked elsewhere. */
        public boolean accepts(DeploymentEvent event, String name) {
            return from == event && (pattern == null || pattern.matcher(name).matches());
        }

        /** The pattern as text. */
        public @Nullable String patternText() {
            return pattern == null ? null : pattern.pattern();
        }

        private boolean isReachedBy(List<String> environments) {
            return from == DeploymentEvent.DEPLOYMENT
                    || environments.isEmpty()
                    || environments.stream().anyMatch(glob -> Glob.ofNames(glob).matches(PRODUCTION));
        }

        private boolean leavesNothingTo(Rule other) {
            return from == other.from
                    && (pattern == null || Objects.equals(patternText(), other.patternText()))
                    && (environment == null || environment.equalsIgnoreCase(other.environment));
        }

        /** Patterns are equal when their text is. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Rule rule
                    && from == rule.from
                    && Objects.equals(patternText(), rule.patternText())
                    && Objects.equals(environment, rule.environment);
        }

        @Override
        public int hashCode() {
            return Objects.hash(from, patternText(), environment);
        }
    }

    /**
     * The tier of an environment.
     *
     * @param environment glob of the names of environments, ignoring case
     */
    public record TierRule(String environment, Tier tier) {}

    private static void check(String key, Service service, List<Service> before) {
        refuseUnless(isText(service.name), key + ".name: is missing; every service needs one");
        refuseUnless(
                before.stream().noneMatch(other -> other.name.equalsIgnoreCase(service.name)),
                "%s.name: '%s' is named twice".formatted(key, service.name));
        refuseUnless(
                !service.repositories.isEmpty()
                        || service.environments.isEmpty() && service.paths.isEmpty() && service.deployments == null,
                key + ".repositories: is empty, so its paths, environments and deployments are of nothing");
        checkNames(key + ".repositories", service.repositories);
        checkNames(key + ".environments", service.environments);
        checkNames(key + ".incident-labels", service.incidentLabels);
        for (String taken : service.incidents) {
            refuseUnless(
                    taken.equals(REST)
                            || isText(taken) && INCIDENTS.matcher(taken).matches(),
                    "%s.incidents: '%s' is neither a source and a glob, such as pager:checkout-* or *:checkout-*, nor *"
                            .formatted(key, taken));
        }
        for (String glob : service.paths) {
            refuseUnless(
                    Glob.isOfPaths(glob),
                    "%s.paths: '%s' is no glob of paths such as api/** or **/*.sql".formatted(key, glob));
        }
        if (service.deployments != null) {
            check(key, service.deployments, service.environments);
        }
        for (Service other : before) {
            refuseUnless(
                    !other.takesTheRest() || !service.takesTheRest(),
                    "%s.incidents: '*' is what '%s' takes already; only one service takes the rest"
                            .formatted(key, other.name));
            String shared = other.shared(service);
            refuseUnless(
                    shared == null || !other.leavesNothingTo(service),
                    "%s.environments: '%s' comes first and takes every deployment of '%s' that '%s' would; give both their environments or deployments"
                            .formatted(key, other.name, shared, service.name));
        }
    }

    private static void check(String key, Rule rule, List<String> environments) {
        refuseUnless(
                Objects.nonNull(rule.from),
                key + ".deployments.from: is missing; it is one of tag, release, workflow, pipeline, job, deployment");
        refuseUnless(
                !rule.from.isRun() || rule.pattern != null,
                "%s.deployments.pattern: is missing; it is what the whole name of the %s has to match"
                        .formatted(key, rule.from.word()));
        String environment = rule.environment;
        if (environment != null) {
            checkNames(key + ".deployments.environment", List.of(environment));
            refuseUnless(
                    rule.isReachedBy(List.of(environment)),
                    "%s.deployments.environment: '%s' is never reached; a %s deploys to production"
                            .formatted(key, environment, rule.from.word()));
        }
        refuseUnless(
                rule.isReachedBy(environments),
                "%s.environments: none of them is ever reached; a %s deploys to production"
                        .formatted(key, rule.from.word()));
    }

    private static void check(String key, TierRule rule) {
        refuseUnless(isText(rule.environment), key + ".environment: is missing; it is a glob of environments");
        refuseUnless(
                Objects.nonNull(rule.tier),
                key + ".tier: is missing; it is one of production, staging, testing, development, other");
    }

    private static void checkNames(String key, List<String> names) {
        names.forEach(name -> refuseUnless(
                isText(name) && name.strip().equals(name), "%s: '%s' is no name and no glob".formatted(key, name)));
    }

    private static boolean isText(@Nullable String text) {
        return text != null && !text.isBlank() && text.indexOf('\0') < 0;
    }

    private static void refuseUnless(boolean isRight, String message) {
        if (!isRight) {
            throw new IllegalArgumentException(message);
        }
    }
}
