package dev.throughline.server.forge;

/** Ends the handling of a request with an answer that is no success. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
