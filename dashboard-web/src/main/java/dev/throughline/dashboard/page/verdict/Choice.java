package dev.throughline.dashboard.page.verdict;

import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.Word;
import dev.throughline.engine.verdict.Word.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reader can say with one press of a button. */
public enum Choice {
    DID_NOT_FAIL("It did not fail", Word.of(Field.FAILED, false)),
    FAILED("It failed", Word.of(Field.FAILED, true)),
    FAILURE_BY_RULES("Back to the rules", Word.of(Field.FAILED, null)),
    UNPLANNED("It was unplanned repair", Word.of(Field.UNPLANNED, true)),
    PLANNED("It was planned", Word.of(Field.UNPLANNED, false)),
    REPAIR_BY_RULES("Back to the rules on repair", Word.of(Field.UNPLANNED, null)),
    CAUSE("This is its cause", null),
    NO_CAUSE("No deployment caused it", Word.causedBy(List.of())),
    CAUSE_BY_RULES("Back to the rules", Word.causedBy(null)),
    EXCLUDE("Leave it out", Word.of(Field.EXCLUDED, true)),
    INCLUDE("Count it again", Word.of(Field.EXCLUDED, false));

    private static final List<Choice> ON_DEPLOYMENTS =
            List.of(DID_NOT_FAIL, FAILED, FAILURE_BY_RULES, UNPLANNED, PLANNED, REPAIR_BY_RULES, EXCLUDE, INCLUDE);
    private static final List<Choice> ON_INCIDENTS = List.of(CAUSE, NO_CAUSE, CAUSE_BY_RULES, EXCLUDE, INCLUDE);

    private final String label;
    private final @Nullable Word word;

    Choice(String label, @Nullable Word word) {
        this.label = label;
        this.word = word;
    }

    /** What the button says. */
    public String label() {
        return label;
    }

    /** What the button sends. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param causes that were typed, for the one choice that names some */
    Word word(List<Cause> causes) {
        return word == null ? Word.causedBy(causes) : word;
    }

    static List<Choice> on(Subject subject) {
        return switch (subject) {
            case DEPLOYMENT -> ON_DEPLOYMENTS;
            case INCIDENT -> ON_INCIDENTS;
        };
    }

    /**
     * Whether it would change anything.
     *
     * @param last the newest verdict on each field
     */
    boolean isNews(Map<Field, Verdict> last) {
        if (word == null) {
            return true;
        }
        Verdict holds = last.get(word.field());
        return holds == null ? !isBackToTheRules(word) : !holds.word().equals(word);
    }

    /** Whether a word only withdraws another one. */
    static boolean isBackToTheRules(Word word) {
        return word.field() == Field.EXCLUDED
                ? Boolean.FALSE.equals(word.truth())
                : word.truth() == null && word.causes() == null;
    }
}
