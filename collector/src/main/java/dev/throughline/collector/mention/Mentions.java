package dev.throughline.collector.mention;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people write into messages, titles and bodies that means something: definitions 1.4 and 1.5. */
public final class Mentions {

    /** An issue or a change: of this repository, of another, or by its address. */
    private static final String NUMBERED =
            "(?:([\\w.-]{1,100}/[\\w.-]{1,100})?#|https?://([\\w.:-]{1,200})/([\\w.-]{1,100}/[\\w.-]{1,100})/(?:issues|pull)/)0*(\\d{1,18})\\b";

    /** As git and the forges write it. */
    private static final Pattern MERGE = Pattern.compile(
            "Merge (pull request #\\d+ from |(remote-tracking )?(branch|branches|tag|tags|commit|commits) ')");

    /** Whole or abbreviated; neither longer than those that there are, nor the beginning of a UUID. */
    static final String HASH = "(?:[0-9a-f]{64}|[0-9a-f]{7,40})(?!\\w|-[0-9a-f]{4}-)";

    private static final String AND = "(?:[ \\t]*[,;&+][ \\t]*(?:and[ \\t]+)?|[ \\t]+and[ \\t]+)";

    private static final Pattern REVERTS_COMMIT = Pattern.compile("(?i)\\bThis reverts commit (" + HASH + ")");
    private static final Pattern PICKED_FROM =
            Pattern.compile("(?i)\\(cherry[ -]picked from commit ([0-9a-f]{40}|[0-9a-f]{64})\\)");
    private static final Pattern FIXES_INCIDENT =
            Pattern.compile("(?im)^[ \\t]*Fixes[ -]incident[ \\t]*[:：]([^\\r\\n]{1,2000})");
    private static final Pattern INCIDENT = Pattern.compile("#?(\\d{1,18})(?![\\w-])|(https?://\\S+)");
    private static final Pattern REVERTS_CHANGE = Pattern.compile("(?i)\\breverts[ \\t]+" + NUMBERED);
    private static final Pattern REVERT_BRANCH = Pattern.compile("revert-(\\d{1,18})-");
    private static final Pattern REVERT_TITLE = Pattern.compile("Revert \"(.*)\"");
    private static final Pattern CONVENTIONAL_REVERT =
            Pattern.compile("(?i)revert(?:\\([^()]{1,100}\\))?!?:[ \\t]*(\\S.*)");
    private static final Pattern NUMBER_AT_END = Pattern.compile("\\(#(\\d{1,18})\\)$");
    private static final Pattern CLOSES =
            Pattern.compile("(?i)\\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\\b:?[ \\t]+" + NUMBERED);
    private static final Pattern ROOT_CAUSE =
            Pattern.compile("(?i)root[ -]?cause\\s*[:：]\\s*(" + HASH + "(?:" + AND + HASH + "){0,99})");
    private static final Pattern HASHES = Pattern.compile("(?i)" + HASH);
    private static final Pattern CAUSED_BY = Pattern.compile("(?i)\\bcaused[ -]by[ \\t]*[:：]([^\\r\\n]{1,2000})");
    private static final Pattern CAUSE =
            Pattern.compile("(?i)[(\\[\"']?(?:PR[ \\t]*)?(#\\d{1,18})\\b|[(\\[\"']?(\\S{1,200})");
    private static final Pattern NEXT = Pattern.compile("[,;]|\\s(?:and|[&+])\\s|(?<=#\\d{1,18})\\s+(?=#\\d)");
    private static final Pattern CHANGE = Pattern.compile("(?i)" + NUMBERED);
    private static final Pattern FULL_STOP = Pattern.compile("[.:)\\]\"'!?]+$");

    private Mentions() {}

    /** What a change claims in its title and its body, and by the name of its branch. */
    public static Claims claims(Place place, Author author, String title, String body, String branch) {
        // what a bot writes quotes the release notes of what it updates
        String shown = author.isBot() ? "" : shown(body);
        return new Claims(
                revertedChanges(place, title, shown, branch),
                revertedCommits(shown),
                revertedTitle(title).orElse(null),
                closedIssues(place, shown),
                fixedIncidents(shown));
    }

    /** What the message of a commit says. */
    public static Commit.Message message(Place place, Author author, String message) {
        // below the title of a bot's change stand the release notes of what it updates
        String claimed = author.isBot() && standsForChange(message) ? title(message) : message;
        return new Commit.Message(
                title(message),
                isMerge(message),
                pickedFrom(message),
                new Claims(
                        List.of(),
                        revertedCommits(claimed),
                        conventionallyRevertedTitle(claimed).orElse(null),
                        closedIssues(place, claimed),
                        fixedIncidents(claimed)));
    }

    /** Whether a message is that of a merge commit. A pick of one keeps its title and is none. */
    public static boolean isMerge(String message) {
        return MERGE.matcher(message).lookingAt() && pickedFrom(message).isEmpty();
    }

    /** What a reader sees of the body of a change or an issue. */
    public static String shown(String body) {
        return ReadableText.of(body);
    }

    /** Whether a message stands for a change: its title ends with the number of one. */
    public static boolean standsForChange(String message) {
        return NUMBER_AT_END.matcher(title(message)).find();
    }

    /** The first line of a message. */
    public static String title(String message) {
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).stripTrailing();
    }

    /** Hashes, or prefixes of them, that a message or body says it reverts. */
    public static List<String> revertedCommits(String text) {
        return hashes(REVERTS_COMMIT, text);
    }

    public static List<String> pickedFrom(String message) {
        return hashes(PICKED_FROM, message);
    }

    /** Numbers and URLs on the lines {@code Fixes-incident:}. */
    public static List<String> fixedIncidents(String text) {
        return items(FIXES_INCIDENT, INCIDENT, text).distinct().toList();
    }

    /** Changes that a pull request says it reverts: in its body, its title or by its branch. */
    public static List<String> revertedChanges(Place place, String title, String body, String branch) {
        List<String> changes = new ArrayList<>(references(REVERTS_CHANGE, body, place));
        Matcher created = REVERT_BRANCH.matcher(branch);
        if (created.lookingAt()) {
            changes.add("#" + created.group(1));
        }
        revertedTitle(title)
                .map(NUMBER_AT_END::matcher)
                .filter(Matcher::find)
                .ifPresent(number -> changes.add("#" + number.group(1)));
        return changes.stream().distinct().toList();
    }

    /** What a title {@code Revert "…"} quotes, or what stands behind {@code revert:}. */
    public static Optional<String> revertedTitle(String title) {
        Matcher quoted = REVERT_TITLE.matcher(title);
        return quoted.lookingAt() ? Optional.of(quoted.group(1)) : conventionallyRevertedTitle(title);
    }

    /** What stands behind {@code revert:} or {@code revert(scope)!:} in the first line of a message. */
    public static Optional<String> conventionallyRevertedTitle(String message) {
        Matcher revert = CONVENTIONAL_REVERT.matcher(title(message));
        return revert.lookingAt() ? Optional.of(revert.group(1)) : Optional.empty();
    }

    /** Issues that closing keywords name. */
    public static List<String> closedIssues(Place place, String text) {
        return references(CLOSES, text, place);
    }

    /**
     * Root causes that an incident declares in its title and body, in lower case. A word that is no hash, number or address declares
     * something only while a deployment is called so, and a hash of letters or digits alone while a commit begins so.
     */
    public static List<String> causes(Place place, String title, String body) {
        return Stream.concat(shownCauses(place, ReadableText.ofTitle(title)), shownCauses(place, ReadableText.of(body)))
                .distinct()
                .toList();
    }

    /** Root causes that a comment on an incident, or its body alone, declares. */
    public static List<String> causes(Place place, String body) {
        return causes(place, "", body);
    }

    private static Stream<String> shownCauses(Place place, String shown) {
        return Stream.concat(
                        ROOT_CAUSE
                                .matcher(shown)
                                .results()
                                .flatMap(named -> HASHES.matcher(named.group(1)).results())
                                .map(MatchResult::group),
                        items(CAUSED_BY, CAUSE, shown).map(cause -> numbered(place, cause)))
                .map(cause -> cause.toLowerCase(Locale.ROOT));
    }

    /** A change by its number, however it is named. */
    private static String numbered(Place place, String cause) {
        Matcher change = CHANGE.matcher(cause);
        return change.lookingAt() ? reference(change.toMatchResult(), place) : cause;
    }

    private static List<String> hashes(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** What each item of the comma-separated lists begins with. */
    private static Stream<String> items(Pattern list, Pattern item, String text) {
        return list.matcher(text)
                .results()
                .flatMap(match -> NEXT.splitAsStream(match.group(1)))
                .map(String::strip)
                .map(item::matcher)
                .filter(Matcher::lookingAt)
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .map(match -> FULL_STOP.matcher(match).replaceFirst(""))
                .filter(match -> !match.isEmpty());
    }

    private static List<String> references(Pattern pattern, String text, Place place) {
        return pattern.matcher(text)
                .results()
                .map(match -> reference(match, place))
                .distinct()
                .toList();
    }

    private static String reference(MatchResult match, Place place) {
        String named = match.group(1) != null ? match.group(1) : match.group(3);
        return place.reference(match.group(2), named, match.group(4));
    }
}
