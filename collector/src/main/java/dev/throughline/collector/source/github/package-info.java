/** GitHub: its signatures, its payloads, and the facts in them. */
@NullMarked
package dev.throughline.collector.source.github;

import org.jspecify.annotations.NullMarked;
