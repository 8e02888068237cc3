package dev.throughline.dashboard.weekly;

/** A secret of the configuration, which never prints itself: a password, or the URL of a webhook. */
final class Hidden {

    private final String text;

    private Hidden(String text) {
        this.text = text;
    }

    public static Hidden of(String text) {
        return new Hidden(text.strip());
    }

    boolean isSet() {
        return !text.isEmpty();
    }

    /** The text itself, to be passed on and never to be logged. */
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
