/** What sources say, as values: repositories, pushes with their commits, changes, deployments and incidents. */
@NullMarked
package dev.throughline.engine.fact;

import org.jspecify.annotations.NullMarked;
