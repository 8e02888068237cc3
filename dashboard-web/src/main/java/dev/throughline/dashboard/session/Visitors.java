package dev.throughline.dashboard.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Knows who is signed in. What it grants is for the forms of pages alone, never for writing by the API. */
public interface Visitors {

    /** Field of a form with the API token, in place of being signed in. */
    String TOKEN = "token";
    /** Field of a form with the name of who speaks. */
    String NAME = "name";
    /** Field of a form with {@link Visitor#formKey()}. */
    String FORM_KEY = "form_key";

    /** Who asks; empty for somebody who is not signed in, or not any more. */
    Optional<Visitor> of(HttpServletRequest request);

    /**
     * Whether a form that was sent may do what it asks for: it comes from one of our own pages, of somebody who is signed in or with
     * a valid token.
     *
     * @throws dev.throughline.dashboard.problem.BadParameter when the name cannot be kept
     */
    Permission judge(HttpServletRequest form);

    /**
     * Signs somebody in whose form shows a valid token.
     *
     * @throws dev.throughline.dashboard.problem.BadParameter when the name cannot be kept
     */
    Permission signIn(HttpServletRequest form, HttpServletResponse response);

    /** Ends what {@link #signIn} began. */
    void signOut(HttpServletRequest request, HttpServletResponse response);
}
