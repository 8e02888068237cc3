package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Push;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes which repositories are to be fetched with git because of a batch of facts, in the transaction of the facts. */
final class GraphDue {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;

    GraphDue(JdbcClient jdbc, BatchRepositories repositories) {
        this.jdbc = jdbc;
        this.repositories = repositories;
    }

    /** A fetch that is already due keeps its time; a failed one is retried a little later, or as its failure says. */
    void note(List<? extends Fact> facts) {
        Set<Long> concerned = facts.stream()
                .filter(fact -> fact instanceof Push || fact instanceof Deployment || fact instanceof DeploymentStatus)
                .filter(fact -> repositories.knowsCommits(fact.repository()))
                .map(fact -> repositories.id(fact.repository()))
                .collect(Collectors.toCollection(HashSet::new));
        concerned.addAll(deployedBy(facts));
        if (concerned.isEmpty()) {
            return;
        }
        List<Long> inOrder = concerned.stream().sorted().toList();
        jdbc.sql("""
                        insert into git_fetch as known (repository_id, due_at)
                        select id, now()
                          from unnest(:repository::bigint[]) as told (id)
                         order by id
                            on conflict (repository_id) do update
                           set due_at = least(known.due_at, greatest(excluded.due_at, known.not_before)),
                               marks = known.marks + 1,
                               state = case when known.not_before > now() + interval '10 seconds' then known.state
                                            else 'waiting' end
                        """).param("repository", Column.of(inOrder, id -> id)).update();
    }

    /** The repositories that reports concern, if they are known: a service is not one. */
    private List<Long> deployedBy(List<? extends Fact> facts) {
        String[] names = facts.stream()
                .filter(fact -> !repositories.knowsCommits(fact.repository()))
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .map(deployment -> Objects.requireNonNullElse(
                        deployment.details().commitsIn(), repositories.name(deployment.repository())))
                .distinct()
                .toArray(String[]::new);
        return names.length == 0
                ? List.of()
                : jdbc.sql("""
                                select distinct called.id
                                  from unnest(:names::text[]) told (name)
                                 cross join lateral (select repository_called(lower(told.name)) as id) called
                                 where called.id is not null
                                """)
                        .param("names", names)
                        .query((row, _) -> row.getLong(1))
                        .list();
    }
}
