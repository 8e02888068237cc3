/** What people write into messages, titles, bodies and comments, as a reader sees it, and the meaningful parts of it. */
@NullMarked
package dev.throughline.collector.mention;

import org.jspecify.annotations.NullMarked;
