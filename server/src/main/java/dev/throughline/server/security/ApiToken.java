package dev.throughline.server.security;

import dev.throughline.server.settings.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token of the {@code Authorization} header, checked against the valid ones. */
final class ApiToken {

    private final @Nullable Secret valid;

    ApiToken(@Nullable Secret valid) {
        this.valid = valid;
    }

    boolean isShownForWriting(HttpServletRequest request) {
        return credentials(request, "Bearer ").filter(this::isValid).isPresent();
    }

    /**
     * A browser can send it too: it asks for a name, which does not matter, and a password, which is the token. So can a client of GitLab's
     * API with GitLab's own header, when it calls that API.
     */
    boolean isShownForReading(HttpServletRequest request) {
        return isShownForWriting(request)
                || CompatRoutes.isGitLab(request)
                        && Optional.ofNullable(request.getHeader("PRIVATE-TOKEN"))
                                .filter(this::isValid)
                                .isPresent()
                || credentials(request, "Basic ")
                        .flatMap(ApiToken::password)
                        .filter(this::isValid)
                        .isPresent();
    }

    boolean isValid(String token) {
        return valid != null && valid.accepts(token);
    }

    private static Optional<String> credentials(HttpServletRequest request, String scheme) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(header -> header.substring(scheme.length()).strip());
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
