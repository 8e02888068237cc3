/** GitLab's API, read by our own small client; {@code docs/adr} says why. It turns GitLab's answers into deliveries. */
@NullMarked
package dev.throughline.collector.source.gitlab.api;

import org.jspecify.annotations.NullMarked;
