@NullMarked
package dev.throughline.engine.glob;

import org.jspecify.annotations.NullMarked;
