package dev.throughline.collector.inbox;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are received.
 *
 * @param trustedProxies IP addresses that stand for many senders, such as a reverse proxy's: how many requests come from one of them at once is not limited
 */
@Validated
@ConfigurationProperties("throughline.inbox")
record InboxProperties(@DefaultValue List<String> trustedProxies) {}
