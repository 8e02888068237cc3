package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.NoPushes;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.sample.Graphs;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pushes to the repositories of one service, and the commit graph. */
final class PostgresGraphs implements Graphs {

    private final JdbcClient jdbc;
    private final ServiceAbout about;
    private @Nullable PostgresCommitGraph graph;

    PostgresGraphs(JdbcClient jdbc, ServiceAbout about) {
        this.jdbc = jdbc;
        this.about = about;
    }

    @Override
    public PushGraph pushes() {
        return about.hasPushes() ? new PostgresPushGraph(jdbc, about.repositories()) : NoPushes.INSTANCE;
    }

    @Override
    public CommitGraph commitGraph() {
        if (graph == null) {
            graph = new PostgresCommitGraph(jdbc);
        }
        return graph;
    }

    /** The commit graph as far as it was walked; null when it was not needed. */
    @Nullable
    PostgresCommitGraph walked() {
        return graph;
    }
}
