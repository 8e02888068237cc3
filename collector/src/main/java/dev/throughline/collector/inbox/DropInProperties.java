package dev.throughline.collector.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How far the bare address replaces the event handler of Four Keys.
 *
 * @param compat whether it also accepts SHA-1 signatures and made-up data, as that did
 */
@Validated
@ConfigurationProperties("throughline.fourkeys")
record DropInProperties(@DefaultValue("false") boolean compat) {}
