@NullMarked
package dev.throughline.engine.sample.postgres;

import org.jspecify.annotations.NullMarked;
