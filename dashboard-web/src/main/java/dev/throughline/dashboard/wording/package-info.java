/** How metrics are named and their values written: the same words in every output. */
@NullMarked
package dev.throughline.dashboard.wording;

import org.jspecify.annotations.NullMarked;
