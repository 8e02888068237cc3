/** The frame of every page: what the reader chose, as in the address, and the controls that change it. */
@NullMarked
package dev.throughline.dashboard.page.frame;

import org.jspecify.annotations.NullMarked;
