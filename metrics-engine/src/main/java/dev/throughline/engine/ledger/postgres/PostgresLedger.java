package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.BranchBase;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.ChildPipeline;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentJob;
import dev.throughline.engine.fact.DeploymentRun;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.PipelineJob;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Tag;
import dev.throughline.engine.ledger.Ledger;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps facts in PostgreSQL. Every fact belongs to a repository, so it first locks the repositories of the batch, in the order of their
 * keys: writers of the same repository take turns and no two can wait for each other, as long as a transaction records once. A new name may
 * change which services other repositories count for, so it takes its own lock first. The statements define how facts merge.
 */
public final class PostgresLedger implements Ledger {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final boolean isGraphFetched;

    public PostgresLedger(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this(jdbc, transactions, false);
    }

    /** @param isGraphFetched whether repositories that were pushed to or deployed are to be fetched with git */
    public PostgresLedger(JdbcClient jdbc, PlatformTransactionManager transactions, boolean isGraphFetched) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.isGraphFetched = isGraphFetched;
    }

    @Override
    public void record(List<? extends Fact> facts) {
        if (!facts.isEmpty()) {
            try {
                transaction.executeWithoutResult(_ -> merge(facts));
            } catch (BatchRepositories.NameIsNews e) {
                if (TransactionSynchronizationManager.isActualTransactionActive()) {
                    throw e; // nothing more can be done in the transaction around: whoever began it begins again
                }
                record(facts);
            }
        }
    }

    private void merge(List<? extends Fact> facts) {
        BatchRepositories repositories = BatchRepositories.locked(jdbc, facts, only(RepositoryName.class, facts));
        Due due = new Due();
        List<Push> pushes = only(Push.class, facts);
        List<RepositoryCommit> commits = only(RepositoryCommit.class, facts);
        GraphRows graph = new GraphRows(jdbc);
        if (!commits.isEmpty()) {
            graph.lock();
        }
        BranchBaseRows branchBases = new BranchBaseRows(jdbc, repositories, due);
        UnnamedMerges unnamed = new UnnamedMerges(jdbc, repositories, due);
        TagRows tags = new TagRows(jdbc, repositories, due);
        new CommitRows(jdbc, repositories, unnamed, due).merge(pushes, commits, only(CommitFiles.class, facts));
        new PushRows(jdbc, repositories, branchBases, tags, due).merge(pushes);
        tags.merge(only(Tag.class, facts));
        ChangeCommitRows changeCommits = new ChangeCommitRows(jdbc, repositories, due);
        changeCommits.merge(only(ChangeCommits.class, facts));
        new ChangeRows(jdbc, repositories, changeCommits, unnamed, due).merge(only(Change.class, facts));
        unnamed.find(pushes, only(Change.class, facts));
        branchBases.merge(only(BranchBase.class, facts));
        new DeploymentRows(jdbc, repositories, due)
                .merge(
                        only(Deployment.class, facts),
                        only(DeploymentStatus.class, facts),
                        only(DeploymentRun.class, facts));
        new JobRows(jdbc, repositories, due)
                .merge(
                        only(DeploymentJob.class, facts),
                        only(PipelineJob.class, facts),
                        only(ChildPipeline.class, facts));
        new IncidentRows(jdbc, repositories, due).merge(only(Incident.class, facts));
        new CommentRows(jdbc, repositories, due).merge(only(IncidentComment.class, facts));
        if (!commits.isEmpty()) {
            graph.merge(commits, repositories);
        }
        due.note(jdbc);
        if (isGraphFetched) {
            new GraphDue(jdbc, repositories).note(facts);
        }
    }

    private static <F extends Fact> List<F> only(Class<F> kind, List<? extends Fact> facts) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
