/** The options that definitions.md names: what each service is measured by, beside the definitions themselves. */
@NullMarked
package dev.throughline.engine.option;

import org.jspecify.annotations.NullMarked;
