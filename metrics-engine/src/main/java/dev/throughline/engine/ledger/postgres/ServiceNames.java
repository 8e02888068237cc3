package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.SourceTraits.Holds;
import dev.throughline.engine.glob.Glob;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The names of the services that repositories count for: a function of the configuration and of the names that the repositories have
 * and had, and of nothing else.
 *
 * <p>A repository that the configuration names counts for the configured services that do, by its newest name, else by an older one that
 * no other now has; any other counts for the service of its newest name, with its host where another host has the name and comes first.
 * What is reported under the name of a service, rather than of a
 * repository, belongs to that service, also when a repository gave it the name and was renamed since. A repository that holds nothing
 * counts for no service, and its name is no one's; nor does one of a source of services that was never told of by a name.
 */
final class ServiceNames {

    private final List<Configured> configured;
    private final List<Repository> repositories;
    private final Set<String> names;

    /**
     * @param holds whether it holds commits, stands for the service of its name, or is none of either
     * @param host the forge that has it; empty for a source that has none
     * @param shown its name, with its host where another host has the name and comes first: {@code shown_name}
     * @param aliases every name that it has or had, in lower case
     */
    record Repository(long id, Holds holds, String host, String name, String shown, Set<String> aliases) {

        boolean knowsCommits() {
            return holds == Holds.COMMITS;
        }

        /** Whether it was ever reported with a name: until then its name is a placeholder. */
        boolean isNamed() {
            return !aliases.isEmpty();
        }

        String lowerName() {
            return name.toLowerCase(Locale.ROOT);
        }

        String nameWithHost() {
            return host.isEmpty() ? name : host + "/" + name;
        }
    }

    /** @param repositories names and globs of the repositories that count for it */
    record Configured(String name, List<String> repositories) {

        boolean hasName(String other) {
            return name.equalsIgnoreCase(other);
        }

        /** Whether it names a repository with this name, in lower case. */
        boolean takes(String repository) {
            return repositories.stream().anyMatch(glob -> Glob.ofNames(glob).matches(repository));
        }

        /** Whether it explicitly names a repository with this name, in lower case: an old name that only a glob matches does not count. */
        boolean names(String repository) {
            return repositories.stream().anyMatch(repository::equalsIgnoreCase);
        }
    }

    /** @param repositories all that have or had a name in common with one another, whichever of them are asked for */
    ServiceNames(List<Configured> configured, List<Repository> repositories) {
        this.configured = configured;
        this.repositories = repositories;
        this.names = repositories.stream()
                .filter(Repository::knowsCommits)
                .map(Repository::shown)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** The services by repository; each of those as it is spelled. */
    Map<Long, Set<String>> byRepository() {
        Map<Long, Set<String>> services = new TreeMap<>();
        for (Repository repository : repositories) {
            if (repository.knowsCommits()) {
                services.put(repository.id(), ofRepository(repository));
            }
        }
        for (Repository repository : repositories) {
            switch (repository.holds()) {
                case COMMITS -> {}
                case SERVICE ->
                    services.put(repository.id(), repository.isNamed() ? ofReported(repository, services) : Set.of());
                case NOTHING -> services.put(repository.id(), Set.of());
            }
        }
        Map<String, String> spellings = spellings(services.values());
        services.replaceAll((repository, named) -> named.stream()
                .map(name -> spellings.getOrDefault(name.toLowerCase(Locale.ROOT), name))
                .collect(Collectors.toCollection(TreeSet::new)));
        return services;
    }

    private Set<String> ofRepository(Repository repository) {
        String shown = repository.shown().toLowerCase(Locale.ROOT);
        String withHost = repository.nameWithHost().toLowerCase(Locale.ROOT);
        Set<String> named = configured(service -> service.takes(shown) || service.names(withHost));
        if (named.isEmpty()) {
            named = configured(service ->
                    repository.aliases().stream().anyMatch(alias -> !names.contains(alias) && service.names(alias)));
        }
        return named.isEmpty() ? Set.of(repository.shown()) : named;
    }

    private Set<String> ofReported(Repository reported, Map<Long, Set<String>> services) {
        Set<String> named = configured(service -> service.hasName(reported.name()));
        if (named.isEmpty()) {
            named = configured(service -> service.takes(reported.lowerName()));
        }
        if (named.isEmpty() && !names.contains(reported.lowerName())) {
            Set<Set<String>> renamed = repositories.stream()
                    .filter(Repository::knowsCommits)
                    .filter(repository -> repository.aliases().contains(reported.lowerName()))
                    .map(repository -> services.getOrDefault(repository.id(), Set.of()))
                    .collect(Collectors.toSet());
            // two that were called so and went separate ways say nothing
            named = renamed.size() == 1 ? renamed.iterator().next() : Set.of();
        }
        return named.isEmpty() ? Set.of(reported.name()) : named;
    }

    private Set<String> configured(Predicate<Configured> isMeant) {
        return configured.stream().filter(isMeant).map(Configured::name).collect(Collectors.toSet());
    }

    /** Of several spellings the configured one, otherwise the greatest among repositories, otherwise among reports. */
    private Map<String, String> spellings(Collection<Set<String>> services) {
        Map<String, String> spellings = new HashMap<>();
        Set<String> all = services.stream().flatMap(Set::stream).collect(Collectors.toCollection(HashSet::new));
        spell(spellings, all, name -> true);
        Set<String> ofRepositories = repositories.stream()
                .filter(Repository::knowsCommits)
                .map(Repository::shown)
                .collect(Collectors.toSet());
        spell(spellings, all, ofRepositories::contains);
        spell(spellings, configured.stream().map(Configured::name).collect(Collectors.toSet()), name -> true);
        return spellings;
    }

    private static void spell(Map<String, String> spellings, Set<String> names, Predicate<String> isMeant) {
        names.stream()
                .filter(isMeant)
                .collect(Collectors.toMap(
                        name -> name.toLowerCase(Locale.ROOT),
                        Function.identity(),
                        (one, other) -> one.compareTo(other) > 0 ? one : other))
                .forEach(spellings::put);
    }
}
