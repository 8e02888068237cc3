package dev.throughline.engine.verdict;

import dev.throughline.engine.fact.Cause;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about one field of a deployment or an incident.
 *
 * @param truth of every field but {@link Field#CAUSED_BY}; null takes back what was said before
 * @param causes of {@link Field#CAUSED_BY}: empty says that no deployment is the
 *     cause; null takes back what was said before
 */
public record Word(
        Field field, @Nullable Boolean truth, @Nullable List<Cause> causes) {

    /** The fields that a verdict can be about. */
    public enum Field {
        /** Whether a deployment failed. */
        FAILED,
        /** Whether a deployment was unplanned remediation. */
        UNPLANNED,
        /** Whether a deployment does not count as one, or an incident is not evidence. */
        EXCLUDED,
        /** Which deployments caused an incident. */
        CAUSED_BY;

        /** Its name in the API and the database: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Word of(Field field, @Nullable Boolean truth) {
        return new Word(field, truth, null);
    }

    public static Word causedBy(@Nullable List<Cause> causes) {
        return new Word(Field.CAUSED_BY, null, causes);
    }
}
