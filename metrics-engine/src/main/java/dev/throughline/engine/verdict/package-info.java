/** What people say about deployments and incidents: kept forever, and overriding every rule. */
@NullMarked
package dev.throughline.engine.verdict;

import org.jspecify.annotations.NullMarked;
