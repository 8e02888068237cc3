@NullMarked
package dev.throughline.engine.worker;

import org.jspecify.annotations.NullMarked;
