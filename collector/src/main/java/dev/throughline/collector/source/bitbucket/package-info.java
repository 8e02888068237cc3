/** Bitbucket Cloud: its signatures, its payloads, and the facts in them. */
@NullMarked
package dev.throughline.collector.source.bitbucket;

import org.jspecify.annotations.NullMarked;
