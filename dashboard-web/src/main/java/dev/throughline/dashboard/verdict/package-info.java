/** What a person says about a deployment or an incident, however it arrives. */
@NullMarked
package dev.throughline.dashboard.verdict;

import org.jspecify.annotations.NullMarked;
