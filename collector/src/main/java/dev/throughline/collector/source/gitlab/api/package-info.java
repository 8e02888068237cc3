/** GitLab's API, asked by a small client of our own: {@code docs/adr} says why. It makes deliveries of what GitLab answers. */
@NullMarked
package dev.throughline.collector.source.gitlab.api;

import org.jspecify.annotations.NullMarked;
