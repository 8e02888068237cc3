package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Push;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes which repositories are to be fetched with git because of a batch of facts, in the transaction of the facts. */
final class GraphDue {

    private final JdbcClient jdbc;
    private final Repositories repositories;

    GraphDue(JdbcClient jdbc, Repositories repositories) {
        this.jdbc = jdbc;
        this.repositories = repositories;
    }

    /** A fetch that is due already stays due from when it was; one that failed is tried again a little later, or as its failure says. */
    void note(List<? extends Fact> facts) {
        List<Long> concerned = facts.stream()
                .filter(fact -> fact instanceof Push || fact instanceof Deployment || fact instanceof DeploymentStatus)
                .map(fact -> repositories.id(fact.repository()))
                .distinct()
                .sorted()
                .toList();
        if (concerned.isEmpty()) {
            return;
        }
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
                        """).param("repository", Column.of(concerned, id -> id)).update();
    }
}
