/** What a person says of a deployment or an incident, on whichever way it comes in. */
@NullMarked
package dev.throughline.dashboard.verdict;

import org.jspecify.annotations.NullMarked;
