package dev.throughline.collector.source;

/**
 * How the event handler of Four Keys recognised a sender. All of them posted to one address, so it used a header.
 *
 * @param rank if several marks are present, the lowest counts. GitLab has 1 and Tekton 2; 3 is for those that also send GitHub's headers,
 *     such as Gitea and Forgejo; GitHub has 4, CircleCI 5, PagerDuty 6
 * @param header name of the header
 * @param word text that it contains, case-sensitive; empty if it is enough that the header is present
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
