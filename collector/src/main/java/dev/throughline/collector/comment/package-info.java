/** Our own comments on the pull or merge requests of a forge, through its API. */
@NullMarked
package dev.throughline.collector.comment;

import org.jspecify.annotations.NullMarked;
