/** Receives the commit graph, which webhooks do not contain. */
@NullMarked
package dev.throughline.collector.graph;

import org.jspecify.annotations.NullMarked;
