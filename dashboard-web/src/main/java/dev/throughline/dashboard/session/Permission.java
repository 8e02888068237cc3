package dev.throughline.dashboard.session;

/** Whether a form may do what it requests. */
public sealed interface Permission {

    /** @param actor who speaks */
    record Granted(String actor) implements Permission {}

    record Refused(Refusal refusal) implements Permission {}
}
