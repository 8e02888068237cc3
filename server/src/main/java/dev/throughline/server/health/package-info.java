/** Whether a process is ready for what its roles do. */
@NullMarked
package dev.throughline.server.health;

import org.jspecify.annotations.NullMarked;
