/** The lists behind the numbers: services, deployments with the commits that they delivered, and incidents. */
@NullMarked
package dev.throughline.engine.history;

import org.jspecify.annotations.NullMarked;
