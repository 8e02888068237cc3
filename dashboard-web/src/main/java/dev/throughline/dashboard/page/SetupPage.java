package dev.throughline.dashboard.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How to connect a source. */
@Controller
@Profile("web")
class SetupPage {

    private static final String SOURCE = "github";

    /** By the words of GitHub's own form. */
    private static final List<String> EVENTS = List.of(
            "Branch or tag creation",
            "Branch or tag deletion",
            "Deployments",
            "Deployment statuses",
            "Issue comments",
            "Issues",
            "Pull requests",
            "Pull request reviews",
            "Pushes",
            "Releases",
            "Repositories",
            "Workflow runs");

    private final Setup setup;

    SetupPage(Setup setup) {
        this.setup = setup;
    }

    @GetMapping("/setup")
    String setup(HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<String> secret = mayReveal(request) ? setup.revealSecretOnce(SOURCE) : Optional.empty();
        response.setHeader("Cache-Control", CacheControl.noStore().getHeaderValue());
        model.addAttribute("webhookUrl", setup.webhookUrl(SOURCE));
        model.addAttribute("secret", secret.orElse(null));
        model.addAttribute("secretFile", setup.secretFile(SOURCE).orElse(null));
        model.addAttribute("events", EVENTS);
        model.addAttribute("test", test(setup.webhookUrl(SOURCE), setup.secretFile(SOURCE)));
        return "setup";
    }

    /** Only to somebody at this machine who asked for the page: not to a proxy's client, a HEAD or a prefetch. */
    private static boolean mayReveal(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getHeader("Sec-Purpose") == null
                && request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && isLoopback(request.getRemoteAddr());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static String test(String url, Optional<String> secretFile) {
        String secret = secretFile
                .map(file -> "$(cat '" + file.replace("'", "'\\''") + "')")
                .orElse("$THROUGHLINE_GITHUB_SECRET");
        return """
                body='{"zen":"It works."}'
                secret="%s"
                signature=$(printf %%s "$body" | openssl dgst -sha256 -hmac "$secret" -r | cut -d' ' -f1)
                curl -i '%s' \\
                  -H 'Content-Type: application/json' \\
                  -H 'X-GitHub-Event: ping' \\
                  -H "X-GitHub-Delivery: test-$(date +%%s)" \\
                  -H "X-Hub-Signature-256: sha256=$signature" \\
                  -d "$body"
                """.formatted(secret, url);
    }
}
