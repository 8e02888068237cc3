/** How senders prove who they are: each way once, over raw bytes, in constant time, with any of several secrets. */
@NullMarked
package dev.throughline.collector.proof;

import org.jspecify.annotations.NullMarked;
