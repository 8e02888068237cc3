/** Azure DevOps: what proves its service hooks, their payloads, and the facts in them. */
@NullMarked
package dev.throughline.collector.source.azuredevops;

import org.jspecify.annotations.NullMarked;
