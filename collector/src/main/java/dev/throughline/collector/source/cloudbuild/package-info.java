/** Google Cloud Build: builds that it publishes to Pub/Sub, and the deployments that some of them are. */
@NullMarked
package dev.throughline.collector.source.cloudbuild;

import org.jspecify.annotations.NullMarked;
