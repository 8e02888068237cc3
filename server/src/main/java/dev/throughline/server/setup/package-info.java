/** What is shown to somebody who has just started Throughline. */
@NullMarked
package dev.throughline.server.setup;

import org.jspecify.annotations.NullMarked;
