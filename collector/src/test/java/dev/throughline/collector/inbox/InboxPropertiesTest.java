package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxPropertiesTest {

    @Test
    void takesAnAddressHoweverItIsWritten() {
        assertThat(new InboxProperties(List.of("172.18.0.1", " 2001:db8::1", "2001:DB8:0::1")).trustedAddresses())
                .containsExactlyInAnyOrder(
                        InetAddress.ofLiteral("172.18.0.1"), InetAddress.ofLiteral("2001:db8:0:0:0:0:0:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"somewhere", "localhost", "172.18.0.0/16", "172.18", "10", "172.18.0.256", "172.18.0.1:8080", ""
            })
    void refusesWhatIsNoAddress(String wrong) {
        assertThatThrownBy(() -> new InboxProperties(List.of("172.18.0.1", wrong)))
                .hasMessage(
                        "throughline.inbox.trusted-proxies is '%s', but must be IP addresses such as 172.18.0.1,"
                                + " separated by commas",
                        wrong);
    }
}
