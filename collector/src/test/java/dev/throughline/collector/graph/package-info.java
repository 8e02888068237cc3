@NullMarked
package dev.throughline.collector.graph;

import org.jspecify.annotations.NullMarked;
