/** Tekton: the CloudEvents of its pipeline runs, and the deployments in them. */
@NullMarked
package dev.throughline.collector.source.tekton;

import org.jspecify.annotations.NullMarked;
