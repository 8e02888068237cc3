package dev.throughline.dashboard.page.frame;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The answer to an accepted form: the page to show, so that a reload sends nothing twice. */
public final class SeeOther {

    private SeeOther() {}

    /** @param path of ours */
    public static ModelAndView at(String path) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }
}
