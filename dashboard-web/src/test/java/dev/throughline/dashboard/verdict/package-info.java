/** Tests of how verdicts are taken. */
@NullMarked
package dev.throughline.dashboard.verdict;

import org.jspecify.annotations.NullMarked;
