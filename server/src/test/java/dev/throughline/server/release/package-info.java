@NullMarked
package dev.throughline.server.release;

import org.jspecify.annotations.NullMarked;
