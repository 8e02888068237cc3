package dev.throughline.dashboard.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriUtils;

/**
 * Refuses query parameters that are not valid text: bytes that are not UTF-8, a percent sign without two digits, null characters, which no
 * database stores, and unreasonably long values. Before any controller, so that none has to handle it.
 */
final class ReadableParameters implements HandlerInterceptor {

    private static final int LONGEST = 2000;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean isAskedFor = request.getDispatcherType() == DispatcherType.REQUEST;
        if (isAskedFor && request.getRequestURI().equals(request.getContextPath() + "/error")) {
            throw new NotFound("nothing is at this address");
        }
        String query = request.getQueryString();
        if (isAskedFor && query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                check(name, name, "the name of a parameter, in UTF-8");
                check(name, equals < 0 ? "" : pair.substring(equals + 1), "text in UTF-8, without null characters");
            }
        }
        return true;
    }

    private static void check(String name, String encoded, String expected) {
        if (encoded.length() > LONGEST) {
            throw new BadParameter(
                    shown(name), shown(encoded).substring(0, 100) + "…", "at most " + LONGEST + " characters");
        }
        if (!isText(encoded)) {
            throw new BadParameter(shown(name), shown(encoded), expected);
        }
    }

    private static boolean isText(String encoded) {
        try {
            String decoded = decoded(encoded);
            return decoded.indexOf('\0') < 0;
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return false;
        }
    }

    private static String decoded(String encoded) throws CharacterCodingException {
        byte[] bytes = UriUtils.decode(encoded.replace('+', ' '), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** As well as it can be shown. */
    private static String shown(String encoded) {
        try {
            byte[] bytes = UriUtils.decode(encoded.replace('+', ' '), StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        } catch (IllegalArgumentException _) {
            return encoded;
        }
    }
}
