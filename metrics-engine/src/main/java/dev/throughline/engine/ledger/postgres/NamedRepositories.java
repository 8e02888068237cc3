package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryId;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where reports say that the commits of a service are. Entries are never removed, so that the order of arrival does not matter. */
record NamedRepositories(List<Named> told) {

    /** @param name in lower case */
    record Named(RepositoryId by, String name) {}

    static NamedRepositories in(List<? extends Fact> facts) {
        return new NamedRepositories(facts.stream()
                .flatMap(fact -> Stream.ofNullable(name(fact))
                        .map(name -> new Named(
                                fact.repository(), Column.storable(name).toLowerCase(Locale.ROOT))))
                .distinct()
                .toList());
    }

    private static @Nullable String name(Fact fact) {
        return switch (fact) {
            case Deployment deployment -> deployment.details().commitsIn();
            case ChangeCommits list -> list.in();
            default -> null;
        };
    }

    List<String> names() {
        return told.stream().map(Named::name).toList();
    }

    /** Keeps them, and returns the services for which one is new: it may tell the history of all that they deployed before. */
    List<Long> keep(JdbcClient jdbc, ToLongFunction<RepositoryId> key) {
        if (told.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        with added as (
                            insert into named_repository (repository_id, name)
                            select *
                              from unnest(:repository::bigint[], :name::text[])
                                on conflict do nothing
                            returning repository_id)
                        select distinct kept.service_id
                          from added
                          join service_repository kept on kept.repository_id = added.repository_id
                        """)
                .param("repository", Column.of(told, named -> key.applyAsLong(named.by())))
                .param("name", Column.of(told, Named::name))
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
