/** The command line: its arguments, and the one line that says why a start was refused. */
@NullMarked
package dev.throughline.server.cli;

import org.jspecify.annotations.NullMarked;
