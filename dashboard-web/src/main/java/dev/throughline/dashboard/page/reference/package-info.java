/** The page that describes the REST API. */
@NullMarked
package dev.throughline.dashboard.page.reference;

import org.jspecify.annotations.NullMarked;
