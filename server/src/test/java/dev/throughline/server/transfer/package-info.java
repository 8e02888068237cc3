/** What is taken over, and what is handed on. */
@NullMarked
package dev.throughline.server.transfer;

import org.jspecify.annotations.NullMarked;
