package dev.throughline.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class FormOriginTest {

    private static final String URL = "https://dora.example.org";

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, http://127.0.0.1:8080, same-origin, true",
        "dora.example.org, https://dora.example.org, , true",
        "DORA.example.org:443, https://dora.example.org, , true",
        "127.0.0.1:8080, https://dora.example.org, same-origin, true",
        "127.0.0.1:8080, , , true",
        "127.0.0.1:8080, , same-origin, true",
        "127.0.0.1:8080, http://127.0.0.1:9090, , false",
        "127.0.0.1:8080, null, , false",
        "127.0.0.1:8080, http://127.0.0.1:8080, cross-site, false",
        "127.0.0.1:8080, http://127.0.0.1:8080, same-site, false",
        "127.0.0.1:8080, , none, false",
        "dora.example.org, https://dora.example.org.attacker.example, , false",
        "dora.example.org, 'not an address', , false"
    })
    void tellsOurOwnPagesFromOthers(String host, @Nullable String origin, @Nullable String site, boolean isOurs) {
        assertThat(FormOrigin.isOurs(request(host, origin, site), URL)).isEqualTo(isOurs);
    }

    @Test
    void tellsWhetherACookieIsForHttpsAlone() {
        assertThat(FormOrigin.isEncrypted(request("127.0.0.1:8080", "http://127.0.0.1:8080", null)))
                .isFalse();
        assertThat(FormOrigin.isEncrypted(request("127.0.0.1:8080", URL, null))).isTrue();
        MockHttpServletRequest secure = request("dora.example.org", null, null);
        secure.setSecure(true);
        assertThat(FormOrigin.isEncrypted(secure)).isTrue();
    }

    private static MockHttpServletRequest request(String host, @Nullable String origin, @Nullable String site) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/sign-in");
        request.addHeader("Host", host);
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }
        return request;
    }
}
