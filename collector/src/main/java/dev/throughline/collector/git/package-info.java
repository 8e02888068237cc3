/** Fetches the commit graph from git remotes, for repositories that something happened to. */
@NullMarked
package dev.throughline.collector.git;

import org.jspecify.annotations.NullMarked;
