/** CDEvents, versions 0.3 to 0.5: services that are deployed, and incidents. */
@NullMarked
package dev.throughline.collector.source.cdevents;

import org.jspecify.annotations.NullMarked;
