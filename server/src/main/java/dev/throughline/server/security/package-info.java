/** Who may ask and who may write. */
@NullMarked
package dev.throughline.server.security;

import org.jspecify.annotations.NullMarked;
