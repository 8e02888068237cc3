/** The services that are not repositories, as throughline.yml describes them. */
@NullMarked
package dev.throughline.engine.catalog;

import org.jspecify.annotations.NullMarked;
