package dev.throughline.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.server.settings.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");

    private final SessionCookie cookies = at(NOW, "old,new");

    @Test
    void remembersWhoSignedIn() {
        SessionCookie.Session session =
                cookies.read(cookies.issue("new", "J\u00fcrgen, the first.")).orElseThrow();

        assertThat(session.name()).isEqualTo("J\u00fcrgen, the first.");
        assertThat(session.until()).isEqualTo("2026-03-10T21:00:00Z");
    }

    @Test
    void isReadByEveryProcessWithTheToken() {
        assertThat(at(NOW, "new").read(cookies.issue("new", "a"))).isPresent();
    }

    @Test
    void endsAfterTwelveHours() {
        String cookie = cookies.issue("new", "a");

        assertThat(at(NOW.plusSeconds(12 * 3_600 - 1), "old,new").read(cookie)).isPresent();
        assertThat(at(NOW.plusSeconds(12 * 3_600), "old,new").read(cookie)).isEmpty();
    }

    @Test
    void endsWithItsToken() {
        assertThat(at(NOW, "old").read(cookies.issue("new", "a"))).isEmpty();
        assertThat(new SessionCookie(null, Clock.fixed(NOW, ZoneOffset.UTC)).read(cookies.issue("new", "a")))
                .isEmpty();
    }

    @Test
    void isWorthNothingOnceItIsChanged() {
        String cookie = cookies.issue("new", "a");
        long until = NOW.plusSeconds(12 * 3_600).getEpochSecond();

        assertThat(cookies.read(cookie.replace(Long.toString(until), Long.toString(until + 1))))
                .isEmpty();
        assertThat(cookies.read(cookie.replace(".YQ.", ".Yg."))).isEmpty();
        for (String other : new String[] {"", ".", "a.b.c.d", cookie + "a", cookie.substring(1), "9".repeat(5_000)}) {
            assertThat(cookies.read(other)).as(other).isEmpty();
        }
    }

    @Test
    void givesEachSessionItsOwnKeyForForms() {
        String one = cookies.issue("new", "a");
        String other = cookies.issue("new", "a");

        assertThat(one).isNotEqualTo(other);
        assertThat(cookies.read(one).orElseThrow().formKey())
                .isEqualTo(cookies.read(one).orElseThrow().formKey())
                .isNotEqualTo(cookies.read(other).orElseThrow().formKey())
                .isNotEqualTo(one.substring(one.lastIndexOf('.') + 1));
    }

    @Test
    void isForWhoShowsAToken() {
        assertThatThrownBy(() -> cookies.issue("old,new", "a")).isInstanceOf(IllegalArgumentException.class);
    }

    private static SessionCookie at(Instant now, String tokens) {
        return new SessionCookie(Secret.of(tokens), Clock.fixed(now, ZoneOffset.UTC));
    }
}
