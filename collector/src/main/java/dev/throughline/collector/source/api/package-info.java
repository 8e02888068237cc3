/** Deployments, incidents and changes as pipelines report them by the REST API, for those that send no webhooks. */
@NullMarked
package dev.throughline.collector.source.api;

import org.jspecify.annotations.NullMarked;
