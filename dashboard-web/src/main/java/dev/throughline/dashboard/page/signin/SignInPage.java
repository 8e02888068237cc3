package dev.throughline.dashboard.page.signin;

import dev.throughline.dashboard.page.frame.SeeOther;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.session.Permission;
import dev.throughline.dashboard.session.Visitors;
import dev.throughline.dashboard.wording.RefusalWords;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where a reader enters the API token once; also shown to a browser instead of a page that needs it. */
@Controller
@Profile("web")
class SignInPage {

    /** A path on this server, which no browser mistakes for another site. */
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[^\\p{Cntrl}\\\\]{0,2000}");

    private final Visitors visitors;

    SignInPage(Visitors visitors) {
        this.visitors = visitors;
    }

    @GetMapping("/sign-in")
    ModelAndView show(HttpServletRequest request, @RequestParam(defaultValue = "/") String to) {
        Object refused = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        if (refused == null) {
            return page(to, "", "");
        }
        Object query = request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING);
        return page(
                refused + (query == null ? "" : "?" + query),
                "",
                "Reading needs the API token here. Sign in to go on.");
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = "/") String to) {
        String name = request.getParameter(Visitors.NAME);
        try {
            return switch (visitors.signIn(request, response)) {
                case Permission.Granted _ -> SeeOther.at(ours(to));
                case Permission.Refused refused -> {
                    response.setStatus(RefusalWords.status(refused.refusal()));
                    yield page(to, name, RefusalWords.of(refused.refusal()));
                }
            };
        } catch (BadParameter bad) {
            response.setStatus(400);
            return page(to, "", "The name should be " + bad.expected() + ".");
        }
    }

    /** Only our own form ends a session, because being signed out by others would be a nuisance too. */
    @PostMapping("/sign-out")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        if (visitors.judge(request) instanceof Permission.Granted) {
            visitors.signOut(request, response);
        }
        return SeeOther.at("/sign-in");
    }

    private static ModelAndView page(String to, @Nullable String name, String wrong) {
        return new ModelAndView(
                "signin", Map.of("to", ours(to), "typedName", name == null ? "" : name, "wrong", wrong));
    }

    private static String ours(String to) {
        return OURS.matcher(to).matches() ? to : "/";
    }
}
