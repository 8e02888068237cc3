/** What stands around every page: what the reader chose, as the address has it, and the controls that change it. */
@NullMarked
package dev.throughline.dashboard.page.frame;

import org.jspecify.annotations.NullMarked;
