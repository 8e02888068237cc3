/** Shows Java what a start and the first requests need, for its AOT cache. */
@NullMarked
package dev.throughline.server.training;

import org.jspecify.annotations.NullMarked;
