package dev.throughline.engine.sample;

import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.PushGraph;

/** The graphs by which one service's deployments are linked. */
public interface Graphs {

    /**
     * The pushes to its repositories.
     *
     * @param deployments how many deployments are about to be linked: how far to read ahead
     */
    PushGraph pushes(int deployments);

    /** The commit graph, which covers all services. */
    CommitGraph commitGraph();
}
