/**
 * What DORA's surveys found, edition by edition, and how a measured value compares with one of them. Off unless an edition is requested.
 */
@NullMarked
package dev.throughline.dashboard.benchmark;

import org.jspecify.annotations.NullMarked;
