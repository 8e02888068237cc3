@NullMarked
package dev.throughline.engine.linking;

import org.jspecify.annotations.NullMarked;
