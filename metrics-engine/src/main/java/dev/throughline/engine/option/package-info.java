/** The options in definitions.md: how each service is measured, in addition to the definitions themselves. */
@NullMarked
package dev.throughline.engine.option;

import org.jspecify.annotations.NullMarked;
