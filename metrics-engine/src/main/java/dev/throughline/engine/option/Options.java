package dev.throughline.engine.option;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.linking.RolloutOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** All options of one service. They decide what its samples are, so every answer computed from them agrees. */
public record Options(RolloutOptions rollouts, AttributionOptions attribution, Counting counting) {

    /** Name of the option that says whose commits give lead times. */
    public static final String BOTS = "bots";

    /** Name of the option that says who else is a bot. */
    public static final String BOTS_LOGIN = "bots.login";

    /** Name of the option that says whether incidents count that were closed as not planned or as duplicates. */
    public static final String CLOSED_AS = "incidents.closed_as";

    /** The defaults of the definitions. */
    public static final Options DEFAULT =
            new Options(RolloutOptions.DEFAULT, AttributionOptions.DEFAULT, Counting.DEFAULT);

    /** Each by its name in the definitions, in one order; lengths of time are whole seconds with a unit, e.g. {@code 86400s}. */
    public Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("attribution.window", word(attribution.window()));
        words.put(BOTS, word(counting.bots()));
        words.put(BOTS_LOGIN, counting.botsLogin());
        words.put("cfr.denominator", word(counting.denominator()));
        words.put("cfr.min_confidence", word(attribution.minConfidence()));
        words.put("dedupe.window", word(rollouts.dedupeWindow()));
        words.put("df.count_redeploys", String.valueOf(counting.countsRedeploys()));
        words.put("df.count_rollbacks", String.valueOf(counting.countsRollbacks()));
        words.put("grouping", word(rollouts.grouping()));
        words.put("grouping.at", word(rollouts.groupingAt()));
        words.put(CLOSED_AS, word(counting.closedAs()));
        words.put("recovery.start", word(attribution.recoveryStart()));
        words.put("rework.bugs", word(attribution.bugs()));
        words.put("rollback.blame", word(attribution.blame()));
        return words;
    }

    /** Those that differ from the definitions, by name. */
    public Map<String, String> chosen() {
        Map<String, String> chosen = words();
        Map<String, String> usual = DEFAULT.words();
        chosen.entrySet().removeIf(word -> word.getValue().equals(usual.get(word.getKey())));
        return chosen;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String word(Duration length) {
        return length.toSeconds() + "s";
    }
}
