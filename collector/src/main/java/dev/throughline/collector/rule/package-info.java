/** Which events of a forge are deployments, as the configuration says of its repositories and of services. */
@NullMarked
package dev.throughline.collector.rule;

import org.jspecify.annotations.NullMarked;
