/** Tests of the server's security. */
@NullMarked
package dev.throughline.server.security;

import org.jspecify.annotations.NullMarked;
