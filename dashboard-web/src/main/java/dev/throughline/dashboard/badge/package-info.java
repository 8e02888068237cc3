/** One number each, for READMEs: as SVG and in the schema of the Shields endpoint. */
@NullMarked
package dev.throughline.dashboard.badge;

import org.jspecify.annotations.NullMarked;
