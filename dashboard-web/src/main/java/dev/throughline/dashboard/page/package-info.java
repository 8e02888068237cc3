/** Pages for people, rendered on the server. */
@NullMarked
package dev.throughline.dashboard.page;

import org.jspecify.annotations.NullMarked;
