/** Which events of a forge are deployments, according to the configuration of its repositories and of services. */
@NullMarked
package dev.throughline.collector.rule;

import org.jspecify.annotations.NullMarked;
