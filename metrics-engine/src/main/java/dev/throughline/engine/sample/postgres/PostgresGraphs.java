package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.NoPushes;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.sample.Graphs;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pushes to the repositories of one service, and the commit graph. */
final class PostgresGraphs implements Graphs {

    /** How many earlier pushes of a branch are read with each, when one deployment is linked; and the most when many are. */
    private static final int READ_AHEAD = 16;

    private static final int READ_AHEAD_AT_MOST = 512;

    private final JdbcClient jdbc;
    private final ServiceAbout about;
    private @Nullable PostgresCommitGraph graph;

    PostgresGraphs(JdbcClient jdbc, ServiceAbout about) {
        this.jdbc = jdbc;
        this.about = about;
    }

    @Override
    public PushGraph pushes(int deployments) {
        if (!about.hasPushes()) {
            return NoPushes.INSTANCE;
        }
        int readAhead = Math.clamp((long) READ_AHEAD * deployments, READ_AHEAD, READ_AHEAD_AT_MOST);
        return new PostgresPushGraph(jdbc, about.repositories(), readAhead);
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
