/** Tests of the command line. */
@NullMarked
package dev.throughline.server.cli;

import org.jspecify.annotations.NullMarked;
