/** Tests of the server's settings. */
@NullMarked
package dev.throughline.server.settings;

import org.jspecify.annotations.NullMarked;
