/** Shows Java what a start and the first requests need, for the cache that it starts from afterwards. */
@NullMarked
package dev.throughline.server.training;

import org.jspecify.annotations.NullMarked;
