/** GitLab's REST API of DORA metrics. */
@NullMarked
package dev.throughline.dashboard.compat.gitlab;

import org.jspecify.annotations.NullMarked;
