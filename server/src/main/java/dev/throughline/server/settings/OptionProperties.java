package dev.throughline.server.settings;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.AttributionOptions.Blame;
import dev.throughline.engine.attribution.AttributionOptions.Bugs;
import dev.throughline.engine.attribution.AttributionOptions.RecoveryStart;
import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.glob.Glob;
import dev.throughline.engine.linking.RolloutOptions;
import dev.throughline.engine.linking.RolloutOptions.Grouping;
import dev.throughline.engine.linking.RolloutOptions.GroupingAt;
import dev.throughline.engine.option.Counting;
import dev.throughline.engine.option.Counting.Bots;
import dev.throughline.engine.option.Counting.ClosedAs;
import dev.throughline.engine.option.Counting.Denominator;
import dev.throughline.engine.option.Options;
import dev.throughline.engine.option.OptionsByService;
import dev.throughline.server.cli.StartRefused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How services are measured, where the definitions leave a choice.
 *
 * @param attributionWindow how long after a deployment an incident may begin and still be attributed to it when nothing else links it; at
 *     least a second
 * @param bots whose commits give lead times
 * @param botsLogin regular expression for whole logins of bots that their source does not mark as such, ignoring case; empty for none
 * @param cfrDenominator the deployments that the change fail rate is a share of
 * @param cfrMinConfidence the weakest evidence of a failure that counts
 * @param dedupeWindow how far apart several sources may see one success; with zero every report is a separate deployment
 * @param dfCountRedeploys whether redeploys count in the deployment frequency
 * @param dfCountRollbacks whether rollbacks count in the deployment frequency
 * @param grouping whether one commit in several production environments is one rollout
 * @param groupingAt which environment of a rollout gives its time
 * @param incidentsClosedAs whether incidents count that were closed as not planned or as duplicates
 * @param recoveryStart when the recovery from a failure begins
 * @param reworkBugs which fixes are rework
 * @param rollbackBlame which deployment a rollback blames
 * @param services different values for some services; of several entries that match one, the first that sets a value counts
 */
@ConfigurationProperties(prefix = "throughline.options", ignoreUnknownFields = false)
record OptionProperties(
        @DefaultValue("24h") Duration attributionWindow,
        @DefaultValue("include") Bots bots,
        @DefaultValue("") String botsLogin,
        @DefaultValue("all") Denominator cfrDenominator,
        @DefaultValue("heuristic") Confidence cfrMinConfidence,
        @DefaultValue("10m") Duration dedupeWindow,
        @DefaultValue("false") boolean dfCountRedeploys,
        @DefaultValue("true") boolean dfCountRollbacks,
        @DefaultValue("sha-window") Grouping grouping,
        @DefaultValue("first") GroupingAt groupingAt,
        @DefaultValue("exclude") ClosedAs incidentsClosedAs,
        @DefaultValue("impact") RecoveryStart recoveryStart,
        @DefaultValue("hotfix-only") Bugs reworkBugs,
        @DefaultValue("first-after-target") Blame rollbackBlame,
        @DefaultValue List<Entry> services)
        implements OptionsByService {

    private static final String KEY = "throughline.options.";
    private static final Duration LONGEST_ATTRIBUTION = Duration.ofDays(90);
    private static final Duration LONGEST_DEDUPE = Duration.ofHours(24);

    OptionProperties {
        checkAttribution(KEY, attributionWindow);
        checkDedupe(KEY, dedupeWindow);
        checkLogin(KEY, botsLogin);
        services = List.copyOf(services);
        for (int i = 0; i < services.size(); i++) {
            String key = KEY + "services[" + i + "].";
            Entry entry = services.get(i);
            if (entry.service == null || entry.service.isBlank()) {
                throw StartRefused.wrongValue(
                        key + "service", "", "the name of a service, or a glob of names such as acme/*");
            }
            checkAttribution(key, entry.attributionWindow);
            checkDedupe(key, entry.dedupeWindow);
            checkLogin(key, entry.botsLogin);
        }
    }

    /** What is otherwise for the services that a glob of names matches, in any case; null where it says nothing. */
    record Entry(
            @Nullable String service,
            @Nullable Duration attributionWindow,
            @Nullable Bots bots,
            @Nullable String botsLogin,
            @Nullable Denominator cfrDenominator,
            @Nullable Confidence cfrMinConfidence,
            @Nullable Duration dedupeWindow,
            @Nullable Boolean dfCountRedeploys,
            @Nullable Boolean dfCountRollbacks,
            @Nullable Grouping grouping,
            @Nullable GroupingAt groupingAt,
            @Nullable ClosedAs incidentsClosedAs,
            @Nullable RecoveryStart recoveryStart,
            @Nullable Bugs reworkBugs,
            @Nullable Blame rollbackBlame) {

        boolean matches(String name) {
            return service != null && Glob.ofNames(service).matches(name);
        }
    }

    @Override
    public Options of(String service) {
        List<Entry> entries =
                services.stream().filter(entry -> entry.matches(service)).toList();
        return new Options(
                new RolloutOptions(
                        first(entries, Entry::dedupeWindow, dedupeWindow),
                        first(entries, Entry::grouping, grouping),
                        first(entries, Entry::groupingAt, groupingAt)),
                new AttributionOptions(
                        first(entries, Entry::rollbackBlame, rollbackBlame),
                        first(entries, Entry::attributionWindow, attributionWindow),
                        first(entries, Entry::cfrMinConfidence, cfrMinConfidence),
                        first(entries, Entry::recoveryStart, recoveryStart),
                        first(entries, Entry::reworkBugs, reworkBugs)),
                new Counting(
                        first(entries, Entry::cfrDenominator, cfrDenominator),
                        first(entries, Entry::dfCountRedeploys, dfCountRedeploys),
                        first(entries, Entry::dfCountRollbacks, dfCountRollbacks),
                        first(entries, Entry::bots, bots),
                        first(entries, Entry::botsLogin, botsLogin),
                        first(entries, Entry::incidentsClosedAs, incidentsClosedAs)));
    }

    private static <T> T first(List<Entry> entries, Function<Entry, @Nullable T> part, T otherwise) {
        return entries.stream()
                .<Optional<T>>map(entry -> Optional.ofNullable(part.apply(entry)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(otherwise);
    }

    private static void checkAttribution(String key, @Nullable Duration window) {
        if (window != null && (window.toSeconds() < 1 || window.compareTo(LONGEST_ATTRIBUTION) > 0)) {
            throw StartRefused.wrongValue(key + "attribution-window", window, "a duration from 1s to 90d such as 24h");
        }
    }

    private static void checkDedupe(String key, @Nullable Duration window) {
        if (window != null && (window.isNegative() || window.compareTo(LONGEST_DEDUPE) > 0)) {
            throw StartRefused.wrongValue(key + "dedupe-window", window, "a duration from 0s to 24h such as 10m");
        }
    }

    private static void checkLogin(String key, @Nullable String login) {
        if (login == null) {
            return;
        }
        try {
            Pattern.compile(login);
        } catch (PatternSyntaxException e) {
            throw StartRefused.wrongValue(key + "bots-login", login, "a regular expression such as renovate|.*-bot");
        }
    }
}
