/** Fetches the commit graph from git remotes, for repositories with new events. */
@NullMarked
package dev.throughline.collector.git;

import org.jspecify.annotations.NullMarked;
