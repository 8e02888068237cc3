package dev.throughline.server.security;

import dev.throughline.dashboard.session.Permission;
import dev.throughline.dashboard.session.Refusal;
import dev.throughline.dashboard.session.Visitor;
import dev.throughline.dashboard.session.Visitors;
import dev.throughline.dashboard.verdict.Actor;
import dev.throughline.server.settings.Settings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Those who sign in with the API token. */
final class PageVisitors implements Visitors {

    static final String COOKIE = "throughline_session";

    private final Settings settings;
    private final ApiToken token;
    private final SessionCookie sessions;

    PageVisitors(Settings settings, Clock clock) {
        this.settings = settings;
        this.token = new ApiToken(settings.apiToken());
        this.sessions = new SessionCookie(settings.apiToken(), clock);
    }

    @Override
    public Optional<Visitor> of(HttpServletRequest request) {
        return cookie(request)
                .flatMap(sessions::read)
                .map(session -> new Visitor(session.name(), session.formKey(), session.until()));
    }

    @Override
    public Permission judge(HttpServletRequest form) {
        if (!FormOrigin.isOurs(form, settings.url())) {
            return new Permission.Refused(Refusal.FOREIGN_ORIGIN);
        }
        String shown = field(form, TOKEN);
        if (!shown.isEmpty()) {
            return token.isValid(shown)
                    ? new Permission.Granted(Actor.named(NAME, field(form, NAME)))
                    : new Permission.Refused(Refusal.WRONG_TOKEN);
        }
        Optional<Visitor> visitor = of(form);
        if (visitor.isEmpty()) {
            // who was signed in still has the key of then in the form
            boolean wasSignedIn =
                    cookie(form).isPresent() || !field(form, FORM_KEY).isEmpty();
            return new Permission.Refused(wasSignedIn ? Refusal.EXPIRED : Refusal.NOBODY);
        }
        return SessionCookie.isSame(visitor.get().formKey(), field(form, FORM_KEY))
                ? new Permission.Granted(visitor.get().name())
                : new Permission.Refused(Refusal.OTHER_SESSION);
    }

    @Override
    public Permission signIn(HttpServletRequest form, HttpServletResponse response) {
        if (!FormOrigin.isOurs(form, settings.url())) {
            return new Permission.Refused(Refusal.FOREIGN_ORIGIN);
        }
        String shown = field(form, TOKEN);
        if (!token.isValid(shown)) {
            return new Permission.Refused(shown.isEmpty() ? Refusal.NOBODY : Refusal.WRONG_TOKEN);
        }
        String name = Actor.named(NAME, field(form, NAME));
        set(form, response, sessions.issue(shown, name), SessionCookie.LIFETIME);
        return new Permission.Granted(name);
    }

    @Override
    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        set(request, response, "", Duration.ZERO);
    }

    private void set(HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path("/")
                        .maxAge(age)
                        .httpOnly(true)
                        .sameSite("Strict")
                        .secure(FormOrigin.isEncrypted(request))
                        .build()
                        .toString());
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(each -> each.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private static String field(HttpServletRequest form, String name) {
        String value = form.getParameter(name);
        return value == null ? "" : value.strip();
    }
}
