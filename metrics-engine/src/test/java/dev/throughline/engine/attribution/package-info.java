@NullMarked
package dev.throughline.engine.attribution;

import org.jspecify.annotations.NullMarked;
