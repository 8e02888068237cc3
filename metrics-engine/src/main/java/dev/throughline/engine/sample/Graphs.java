package dev.throughline.engine.sample;

import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.PushGraph;

/** The graphs by which one service's deployments are linked. */
public interface Graphs {

    /** The pushes to its repositories, with nothing read of them yet. */
    PushGraph pushes();

    /** The commit graph, which covers all services. */
    CommitGraph commitGraph();
}
