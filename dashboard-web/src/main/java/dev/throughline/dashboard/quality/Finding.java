package dev.throughline.dashboard.quality;

/**
 * Something that is not known about a service.
 *
 * @param cause what is missing and why, as a sentence that gives its numbers
 * @param cost what that does to the numbers, as a sentence
 * @param help what to do about it, as a sentence; empty when nothing has to be done
 * @param code lines to copy; empty when the sentence is enough
 * @param link page with the next steps; empty for none
 * @param weight how much of the numbers it affects, 0..1; 0 when nothing has to be done
 */
public record Finding(String cause, String cost, String help, String code, String link, double weight) {

    /** One that resolves itself. */
    static Finding passing(String cause, String cost) {
        return new Finding(cause, cost, "", "", "", 0);
    }

    /** Whether somebody can do something about it. */
    public boolean hasRemedy() {
        return !help.isEmpty();
    }
}
