/** What people write into messages, titles, bodies and comments, as a reader sees it, and what of it means something. */
@NullMarked
package dev.throughline.collector.mention;

import org.jspecify.annotations.NullMarked;
