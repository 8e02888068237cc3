package dev.throughline.engine.fact;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The purpose of an environment. Only production counts for the metrics (definitions 1.1). */
public enum Tier {
    PRODUCTION,
    STAGING,
    TESTING,
    DEVELOPMENT,
    OTHER;

    private static final Pattern NOT_PRODUCTION =
            Pattern.compile("pre-?prod|non-?prod|staging", Pattern.CASE_INSENSITIVE);
    private static final Pattern IS_PRODUCTION =
            Pattern.compile("(prod|production|live|prd)\\d*(\\W.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern IS_STAGING =
            Pattern.compile("(staging|stage|stg|pre-?prod|non-?prod).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern IS_TESTING = Pattern.compile(
            "(test|testing|qa|uat|e2e|integration)\\d*(\\W.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern IS_DEVELOPMENT = Pattern.compile(
            "(dev|development|local|sandbox|preview|review)\\d*(\\W.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * The tier of an environment of this name.
     *
     * @param saidProduction the source's own word: true means production; false and null say nothing
     */
    public static Tier of(String environment, @Nullable Boolean saidProduction) {
        if (Boolean.TRUE.equals(saidProduction)) {
            return PRODUCTION;
        }
        if (IS_PRODUCTION.matcher(environment).matches()
                && !NOT_PRODUCTION.matcher(environment).find()) {
            return PRODUCTION;
        }
        if (IS_STAGING.matcher(environment).matches()) {
            return STAGING;
        }
        if (IS_TESTING.matcher(environment).matches()) {
            return TESTING;
        }
        return IS_DEVELOPMENT.matcher(environment).matches() ? DEVELOPMENT : OTHER;
    }

    /** Its name in the API and the database: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
