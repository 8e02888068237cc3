@NullMarked
package dev.throughline.engine.postgres;

import org.jspecify.annotations.NullMarked;
