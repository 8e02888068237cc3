/**
 * GitHub's REST API, called through hub4j's github-api. Nothing outside this package knows that library, or the Jackson 2 that it brings.
 */
@NullMarked
package dev.throughline.collector.source.github.api;

import org.jspecify.annotations.NullMarked;
