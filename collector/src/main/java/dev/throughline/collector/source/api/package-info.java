/** The REST API as a source: it takes reports from pipelines that send no webhooks, and reads them from its deliveries. */
@NullMarked
package dev.throughline.collector.source.api;

import org.jspecify.annotations.NullMarked;
