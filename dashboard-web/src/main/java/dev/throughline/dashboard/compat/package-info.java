/** Other tools' interfaces, so that their clients can read Throughline: docs/compatibility.md. The numbers are those of the API. */
@NullMarked
package dev.throughline.dashboard.compat;

import org.jspecify.annotations.NullMarked;
