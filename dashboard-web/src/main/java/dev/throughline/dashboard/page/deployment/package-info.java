/** The page of one deployment, and the list of them. */
@NullMarked
package dev.throughline.dashboard.page.deployment;

import org.jspecify.annotations.NullMarked;
