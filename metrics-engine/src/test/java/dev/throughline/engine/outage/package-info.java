@NullMarked
package dev.throughline.engine.outage;

import org.jspecify.annotations.NullMarked;
