package dev.throughline.engine.sample;

import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.PushGraph;

/** What one service's deployments are linked by. */
public interface Graphs {

    /**
     * The pushes to its repositories.
     *
     * @param deployments how many deployments are about to be linked: how far to read ahead
     */
    PushGraph pushes(int deployments);

    /** The commit graph, which is of all services. */
    CommitGraph commitGraph();
}
