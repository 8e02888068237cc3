/** GitLab: its tokens and signatures, its payloads, and the facts in them. */
@NullMarked
package dev.throughline.collector.source.gitlab;

import org.jspecify.annotations.NullMarked;
