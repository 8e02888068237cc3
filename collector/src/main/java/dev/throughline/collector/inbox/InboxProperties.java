package dev.throughline.collector.inbox;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are received.
 *
 * @param trustedProxies IP addresses that represent many senders, such as that of a reverse proxy: the number of simultaneous requests from
 *     them is not limited
 */
@Validated
@ConfigurationProperties("throughline.inbox")
record InboxProperties(@DefaultValue List<String> trustedProxies) {

    InboxProperties {
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(InboxProperties::address);
    }

    Set<InetAddress> trustedAddresses() {
        return trustedProxies.stream().map(InboxProperties::address).collect(Collectors.toUnmodifiableSet());
    }

    /** A name is refused rather than looked up: what it means may change while we run. */
    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(whole(text.strip()));
        } catch (IllegalArgumentException _) {
            // without its cause: a start that is refused shows the deepest one
            throw new IllegalArgumentException(
                    "throughline.inbox.trusted-proxies is '%s', but must be IP addresses such as 172.18.0.1, separated by commas"
                            .formatted(text));
        }
    }

    /** An address may be written with fewer than four numbers, but who does so means a range. */
    private static String whole(String address) {
        if (address.indexOf(':') < 0 && address.split("\\.", -1).length != 4) {
            throw new IllegalArgumentException(address);
        }
        return address;
    }
}
