@NullMarked
package dev.throughline.engine.sample;

import org.jspecify.annotations.NullMarked;
