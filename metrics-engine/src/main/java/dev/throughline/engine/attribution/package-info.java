/** Which deployment failed, on what evidence, when it was restored, and which deployment was rework (definitions 1.5 and 1.6). Plain Java: one rule, one class. */
@NullMarked
package dev.throughline.engine.attribution;

import org.jspecify.annotations.NullMarked;
