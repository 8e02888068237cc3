/** Azure DevOps: how its service hooks are authenticated, their payloads, and the facts in them. */
@NullMarked
package dev.throughline.collector.source.azuredevops;

import org.jspecify.annotations.NullMarked;
