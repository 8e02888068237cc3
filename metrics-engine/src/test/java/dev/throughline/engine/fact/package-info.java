@NullMarked
package dev.throughline.engine.fact;

import org.jspecify.annotations.NullMarked;
