package dev.throughline.dashboard.page.frame;

import dev.throughline.dashboard.problem.BadParameter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request chose. If something is wrong, the page says so next to its form, which keeps what was typed.
 *
 * @param selection what was chosen, without what is wrong
 * @param wrong null when nothing is
 * @param given query parameters of the request
 */
public record Chosen(Selection selection, @Nullable Wrong wrong, Map<String, String> given) {

    private static final Set<String> DAYS = Set.of("from", "until");

    /** @param own parameters that the page knows in addition to those of the frame */
    public static Chosen of(Map<String, String> given, Clock clock, String... own) {
        Map<String, String> good = new LinkedHashMap<>(given);
        Wrong wrong = null;
        while (true) {
            try {
                return new Chosen(Selection.parse(good, clock, own), wrong, given);
            } catch (BadParameter bad) {
                wrong = wrong == null ? Wrong.of(bad) : wrong;
                if (!good.keySet().removeAll(DAYS.contains(bad.parameter()) ? DAYS : Set.of(bad.parameter()))) {
                    throw bad;
                }
            }
        }
    }

    /** What the form shows for a parameter: what was given, right or wrong, otherwise the current value. */
    public String typed(String parameter, Object otherwise) {
        String value = given.getOrDefault(parameter, "");
        return value.isBlank() ? otherwise.toString() : value;
    }

    /**
     * For answers without a form.
     *
     * @throws BadParameter when something is wrong
     */
    public void refuseWrong() {
        if (wrong != null) {
            throw new BadParameter(wrong.parameter(), wrong.value(), wrong.expected());
        }
    }

    public boolean isWrong() {
        return wrong != null;
    }
}
