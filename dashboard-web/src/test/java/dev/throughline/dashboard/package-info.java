@NullMarked
package dev.throughline.dashboard;

import org.jspecify.annotations.NullMarked;
