/** How metrics are named and their values written: the same words on every face. */
@NullMarked
package dev.throughline.dashboard.wording;

import org.jspecify.annotations.NullMarked;
