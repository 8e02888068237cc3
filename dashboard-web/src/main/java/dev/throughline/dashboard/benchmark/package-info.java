/** What DORA's surveys found, edition by edition, and how a measured value reads against one of them. Off unless an edition is asked for. */
@NullMarked
package dev.throughline.dashboard.benchmark;

import org.jspecify.annotations.NullMarked;
