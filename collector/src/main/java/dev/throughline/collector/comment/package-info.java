/** Comments of our own on the pull or merge requests of a forge, by its API. */
@NullMarked
package dev.throughline.collector.comment;

import org.jspecify.annotations.NullMarked;
