package dev.throughline.dashboard.page.signin;

import dev.throughline.dashboard.session.Visitor;
import dev.throughline.dashboard.session.Visitors;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page who is signed in. */
@ControllerAdvice(annotations = Controller.class)
@Profile("web")
class VisitorOnPages {

    private final Visitors visitors;

    VisitorOnPages(Visitors visitors) {
        this.visitors = visitors;
    }

    @ModelAttribute("visitor")
    @Nullable
    Visitor visitor(HttpServletRequest request) {
        return visitors.of(request).orElse(null);
    }
}
