/** Every statement behind the lists, run. */
@NullMarked
package dev.throughline.engine.history.postgres;

import org.jspecify.annotations.NullMarked;
