/** The documents of {@code docs/}, as pages, and the types of problems that they describe. */
@NullMarked
package dev.throughline.dashboard.page.docs;

import org.jspecify.annotations.NullMarked;
