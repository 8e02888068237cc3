package dev.throughline.server.security;

import dev.throughline.collector.payload.Sha256;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Shown to a browser that asked for a page under a name that we do not answer to, for example behind a tunnel: which key to set, and to
 * what. It is self-contained: nothing can be loaded under that name.
 */
final class UnknownHostPage {

    /** Nothing that would need to be escaped, or that could be taken for something else. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}]");

    private static final String STYLE = """
            :root { color-scheme: light dark; --quiet: #59636e; --rule: #dcdfe3; --raised: #fff; background: #fbfbfa; color: #1c2126; }
            @media (prefers-color-scheme: dark) {
              :root { --quiet: #a0a9b3; --rule: #323a43; --raised: #1b2026; background: #14181c; color: #e4e7ea; }
            }
            body { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.25rem; overflow-wrap: anywhere;
                   font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
            h1 { font-size: 1.5rem; line-height: 1.2; font-weight: 600; margin: 0 0 1rem; }
            p { margin: 0 0 .75rem; }
            .quiet { color: var(--quiet); }
            code, pre { font-family: ui-monospace, Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
            pre { background: var(--raised); border: 1px solid var(--rule); border-radius: 6px; padding: .75rem 1rem;
                  white-space: pre-wrap; margin: 0 0 .75rem; }
            """;

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    .formatted(sha256(STYLE));

    private UnknownHostPage() {}

    /**
     * @param host as in the request, without port: a stranger's text
     * @param isOpen whether the reader needs no token
     */
    static void write(HttpServletResponse response, String host, boolean isOpen) throws IOException {
        byte[] page = page(host, isOpen).getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpStatus.MISDIRECTED_REQUEST.value());
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private static String page(String host, boolean isOpen) {
        String name = host.toLowerCase(Locale.ROOT);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>Unknown host · Throughline</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>%s</style>
                </head>
                <body>
                <main>
                <p class="quiet">421</p>
                <h1>Throughline does not answer to this host name</h1>
                %s
                <p class="quiet">Only names that it was told are answered. Otherwise any page on the web could give this server a name \
                of its own and read your numbers (DNS rebinding).</p>
                %s</main>
                </body>
                </html>
                """.formatted(
                        STYLE,
                        NAME.matcher(name).matches() ? known(name) : unknown(),
                        isOpen
                                ? "<p>Reading needs no login here: whoever can reach the server under this name can then read"
                                        + " everything. Let the tunnel or proxy ask for a password.</p>\n"
                                : "");
    }

    private static String known(String name) {
        return """
                <p>This page was asked for as <code>%1$s</code>. If that is your own tunnel or proxy, start Throughline with</p>
                <pre>THROUGHLINE_HOSTS=%1$s</pre>
                <p>If the key has other names already, keep them, separated by commas. In <code>throughline.yml</code> it is \
                <code>hosts</code>, below <code>throughline</code>.</p>""".formatted(name);
    }

    private static String unknown() {
        return """
                <p>The request names no host that could be one. If you use a tunnel or proxy, start Throughline with its host name in \
                <code>THROUGHLINE_HOSTS</code>, without port, and let it pass the name on in <code>Host</code>.</p>""";
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
