/** What people say of deployments and incidents: kept for good, and above every rule. */
@NullMarked
package dev.throughline.engine.verdict;

import org.jspecify.annotations.NullMarked;
