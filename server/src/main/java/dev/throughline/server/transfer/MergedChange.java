package dev.throughline.server.transfer;

import dev.throughline.engine.fact.GraphCommit;
import java.util.List;

/**
 * A pull or merge request, as the commit tells that it ended in.
 *
 * @param merge that commit: a merge, or all of the change as one
 * @param commits its own
 * @param branch empty when it is not told
 */
record MergedChange(String number, String title, String branch, GraphCommit merge, List<GraphCommit> commits) {}
