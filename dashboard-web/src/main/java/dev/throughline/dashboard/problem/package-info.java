/** Errors as problem documents (RFC 9457), each type with a stable URI. */
@NullMarked
package dev.throughline.dashboard.problem;

import org.jspecify.annotations.NullMarked;
