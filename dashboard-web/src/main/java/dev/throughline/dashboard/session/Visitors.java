package dev.throughline.dashboard.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Knows who is signed in. It only grants the use of page forms, never writing through the API. */
public interface Visitors {

    /** Field of a form with the API token, instead of being signed in. */
    String TOKEN = "token";
    /** Field of a form with the name of who speaks. */
    String NAME = "name";
    /** Field of a form with {@link Visitor#formKey()}. */
    String FORM_KEY = "form_key";

    /** The requesting visitor; empty for somebody who is not, or no longer, signed in. */
    Optional<Visitor> of(HttpServletRequest request);

    /**
     * Whether a submitted form may do what it requests: it comes from one of our own pages, from somebody who is signed in or with a valid
     * token.
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
