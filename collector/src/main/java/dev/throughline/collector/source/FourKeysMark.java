package dev.throughline.collector.source;

/**
 * What the event handler of Four Keys told a sender by. All of them posted to one address, so that it went by a header.
 *
 * @param rank where several marks are there, the lowest counts. GitLab has 1 and Tekton 2; 3 is for those that show GitHub's headers too, as Gitea
 *     and Forgejo do; GitHub has 4, CircleCI 5, PagerDuty 6
 * @param header name of the header
 * @param word what stands in it, in this very case; empty where it is enough that the header is there
 */
public record FourKeysMark(int rank, String header, String word) {

    /** A header that no other sender has. */
    public FourKeysMark(int rank, String header) {
        this(rank, header, "");
    }

    /** Whether a delivery shows it. */
    public boolean isOn(Envelope envelope) {
        String value = envelope.header(header);
        return value != null && value.contains(word);
    }
}
