package dev.throughline.server.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Lets {@code %2F} through in the paths of GitLab's API, in the name of a project, and nowhere else. Tomcat passes it on unchanged, so that
 * it never splits a path: {@code acme%2Fshop} is one segment.
 */
final class EncodedSlashes extends StrictHttpFirewall {

    private final StrictHttpFirewall lenient = new StrictHttpFirewall();

    EncodedSlashes() {
        lenient.setAllowUrlEncodedSlash(true);
        // the path that Tomcat did not decode has the percent sign of the slash in it
        lenient.setAllowUrlEncodedPercent(true);
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return CompatRoutes.isGitLab(request)
                ? lenient.getFirewalledRequest(request)
                : super.getFirewalledRequest(request);
    }
}
