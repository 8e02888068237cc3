/** Other tools' interfaces, so that what reads them reads Throughline: docs/compatibility.md. The numbers are those of the API. */
@NullMarked
package dev.throughline.dashboard.compat;

import org.jspecify.annotations.NullMarked;
