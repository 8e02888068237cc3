package dev.throughline.dashboard.compat.opendora;

/** A request that OpenDORA's API would answer with 400 and this sentence. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    Refused(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
