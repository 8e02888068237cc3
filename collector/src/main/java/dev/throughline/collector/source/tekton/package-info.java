/** Tekton: the CloudEvents of its pipelines' runs, and the deployments that they are. */
@NullMarked
package dev.throughline.collector.source.tekton;

import org.jspecify.annotations.NullMarked;
