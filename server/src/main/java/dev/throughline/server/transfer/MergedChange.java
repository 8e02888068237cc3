package dev.throughline.server.transfer;

import dev.throughline.engine.fact.GraphCommit;
import java.util.List;

/**
 * A pull or merge request, from the commit that it resulted in.
 *
 * @param merge that commit: a merge, or the whole change as one
 * @param commits its own
 * @param branch empty when unknown
 */
record MergedChange(String number, String title, String branch, GraphCommit merge, List<GraphCommit> commits) {}
