package dev.throughline.dashboard.page.verdict;

import dev.throughline.dashboard.session.Visitor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a page, with the trail of verdicts under it.
 *
 * @param action where it is sent
 * @param visitor who is signed in; null for nobody, who must then type the token
 * @param zone of the page, which the page shows again afterwards
 * @param choices the buttons that would change something
 * @param typed what was typed before, except the token
 * @param wrong what is wrong with that, as sentences; empty when nothing is
 * @param status corresponding HTTP status, 200 when nothing is wrong
 * @param isPending whether numbers are still to follow the last verdict
 * @param standing what people said and did not withdraw
 * @param trail everything that they said, oldest first
 */
public record VerdictForm(
        String action,
        @Nullable Visitor visitor,
        String zone,
        List<Choice> choices,
        Typed typed,
        String wrong,
        int status,
        boolean isPending,
        List<VerdictView> standing,
        List<VerdictView> trail) {

    /** What a reader typed. */
    public record Typed(String reason, String cause, String name) {}

    /** Whether it asks for the cause of an incident. */
    public boolean asksForCause() {
        return choices.contains(Choice.CAUSE);
    }
}
