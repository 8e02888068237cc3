package dev.throughline.collector.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How far the bare address stands in for the event handler of Four Keys.
 *
 * @param compat whether it takes signatures by SHA-1 and made-up data too, as that did
 */
@Validated
@ConfigurationProperties("throughline.fourkeys")
record DropInProperties(@DefaultValue("false") boolean compat) {}
