package dev.throughline.collector.mention;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Cause;
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

/** Meaningful text that people write into messages, titles and bodies: definitions 1.4 and 1.5. */
public final class Mentions {

    /** As git and the forges write it. */
    private static final Pattern MERGE = Pattern.compile(
            "Merge (pull request #\\d+ from |(remote-tracking )?(branch|branches|tag|tags|commit|commits) ')");

    private static final Pattern SEE_CHANGE = Pattern.compile("(?m)^See merge request \\S{0,1000}!\\d{1,18}\\s*$");

    /**
     * The beginning of a word. {@code \b} looks back over all preceding combining accents, at each of them, so a text with many of them
     * takes minutes.
     */
    static final String START = "(?<!\\w)";

    /** Full or abbreviated; neither longer than existing hashes, nor the beginning of a UUID. */
    static final String HASH = "(?:[0-9a-f]{64}|[0-9a-f]{7,40})(?!\\w|-[0-9a-f]{4}-)";

    private static final String AND = "(?:[ \\t]*[,;&+][ \\t]*(?:and[ \\t]+)?|[ \\t]+and[ \\t]+)";

    private static final Pattern REVERTS_COMMIT =
            Pattern.compile("(?i)" + START + "This reverts commit (" + HASH + ")");
    private static final Pattern PICKED_FROM =
            Pattern.compile("(?i)\\(cherry[ -]picked from commit ([0-9a-f]{40}|[0-9a-f]{64})\\)");
    private static final Pattern FIXES_INCIDENT =
            Pattern.compile("(?im)^[ \\t]*Fixes[ -]incident[ \\t]*[:：]([^\\r\\n]{1,2000})");
    private static final Pattern INCIDENT = Pattern.compile("#?(\\d{1,18})(?![\\w-])|(https?://\\S+)");
    private static final Pattern REVERT_TITLE = Pattern.compile("Revert \"(.*)\"");
    private static final Pattern CONVENTIONAL_REVERT =
            Pattern.compile("(?i)revert(?:\\([^()]{1,100}\\))?!?:[ \\t]*(\\S.*)");
    private static final Pattern ROOT_CAUSE =
            Pattern.compile("(?i)root[ -]?cause\\s*[:：]\\s*(" + HASH + "(?:" + AND + HASH + "){0,99})");
    private static final Pattern HASHES = Pattern.compile("(?i)" + HASH);
    private static final Pattern CAUSED_BY =
            Pattern.compile("(?i)" + START + "caused[ -]by[ \\t]*[:：]([^\\r\\n]{1,2000})");
    private static final Pattern CAUSE =
            Pattern.compile("(?i)[(\\[\"']?(?:[PM]R[ \\t]*)?([#!]\\d{1,18})\\b|[(\\[\"']?(\\S{1,200})");
    private static final Pattern NEXT = Pattern.compile("[,;]|\\s(?:and|[&+])\\s|(?<=[#!]\\d{1,18})\\s+(?=[#!]\\d)");
    private static final Pattern FULL_STOP = Pattern.compile("(?<![.:)\\]\"'!?])[.:)\\]\"'!?]+$");

    private Mentions() {}

    /** What a change claims in its title and its body, and by the name of its branch. */
    public static Claims claims(Place place, Author author, String title, String body, String branch) {
        // bots quote the release notes of what they update
        String shown = author.isBot() ? "" : shown(body);
        return new Claims(
                revertedChanges(place, title, shown, branch),
                revertedCommits(place, shown, branch),
                revertedTitle(title).orElse(null),
                closedIssues(place, shown),
                fixedIncidents(shown));
    }

    /** What a commit message says. */
    public static Commit.Message message(Place place, Author author, String message) {
        // below the title of a bot's change are the release notes of what it updates
        String claimed = author.isBot() && standsForChange(place, message) ? title(message) : message;
        return new Commit.Message(
                title(message),
                isMerge(message),
                pickedFrom(message),
                new Claims(
                        place.notation() == Notation.APART ? revertedChanges(place, "", claimed, "") : List.of(),
                        revertedCommits(claimed),
                        conventionallyRevertedTitle(claimed).orElse(null),
                        closedIssues(place, claimed),
                        fixedIncidents(claimed)));
    }

    /** Whether a message is that of a merge commit. A cherry-pick of one keeps its title but is not a merge. */
    public static boolean isMerge(String message) {
        return MERGE.matcher(message).lookingAt() && pickedFrom(message).isEmpty();
    }

    /** What a reader sees of the body of a change or an issue. */
    public static String shown(String body) {
        return ReadableText.of(body);
    }

    /** Whether a message represents a change: the forge wrote its number into it. */
    public static boolean standsForChange(Place place, String message) {
        return place.notation().numberAtEnd.matcher(title(message)).find()
                || SEE_CHANGE.matcher(message).find();
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

    /** The same for a change, which may also say so by its branch. */
    private static List<String> revertedCommits(Place place, String shown, String branch) {
        Matcher created = place.notation().revertBranch.matcher(branch);
        Stream<String> byBranch =
                created.lookingAt() ? Stream.of(created.group("hash")).filter(hash -> !hash.isEmpty()) : Stream.of();
        return Stream.concat(revertedCommits(shown).stream(), byBranch)
                .distinct()
                .toList();
    }

    public static List<String> pickedFrom(String message) {
        return hashes(PICKED_FROM, message);
    }

    /** Numbers and URLs on the lines {@code Fixes-incident:}. */
    public static List<String> fixedIncidents(String text) {
        return items(FIXES_INCIDENT, INCIDENT, text).distinct().toList();
    }

    /** Changes that a change says it reverts: in its body, its title or by its branch. */
    public static List<String> revertedChanges(Place place, String title, String body, String branch) {
        Notation notation = place.notation();
        List<String> changes = new ArrayList<>(references(notation.revertsChange, body, place));
        Matcher created = notation.revertBranch.matcher(branch);
        if (created.lookingAt() && !created.group("number").isEmpty()) {
            changes.add("#" + created.group("number"));
        }
        revertedTitle(title)
                .map(notation.numberAtEnd::matcher)
                .filter(Matcher::find)
                .ifPresent(number -> changes.add("#" + number.group(1)));
        return changes.stream().distinct().toList();
    }

    /** What a title {@code Revert "…"} quotes, or what follows {@code revert:}. */
    public static Optional<String> revertedTitle(String title) {
        Matcher quoted = REVERT_TITLE.matcher(title);
        return quoted.lookingAt() ? Optional.of(quoted.group(1)) : conventionallyRevertedTitle(title);
    }

    /** What follows {@code revert:} or {@code revert(scope)!:} in the first line of a message. */
    public static Optional<String> conventionallyRevertedTitle(String message) {
        Matcher revert = CONVENTIONAL_REVERT.matcher(title(message));
        return revert.lookingAt() ? Optional.of(revert.group(1)) : Optional.empty();
    }

    /** Issues that closing keywords name. */
    public static List<String> closedIssues(Place place, String text) {
        return place.notation()
                .closes
                .matcher(text)
                .results()
                .flatMap(closed -> references(place.notation().issue, closed.group(1), place).stream())
                .distinct()
                .toList();
    }

    /**
     * Root causes that an incident declares in its title and body. A word that is no hash, number or address declares
     * something only while a deployment is called so, and a hash of letters or digits alone while a commit begins so.
     */
    public static List<Cause> causes(Place place, String title, String body) {
        return Stream.concat(shownCauses(place, ReadableText.ofTitle(title)), shownCauses(place, ReadableText.of(body)))
                .distinct()
                .toList();
    }

    /** Root causes that a comment on an incident, or its body alone, declares. */
    public static List<Cause> causes(Place place, String body) {
        return causes(place, "", body);
    }

    private static Stream<Cause> shownCauses(Place place, String shown) {
        return Stream.concat(
                        ROOT_CAUSE
                                .matcher(shown)
                                .results()
                                .flatMap(named -> HASHES.matcher(named.group(1)).results())
                                .map(MatchResult::group),
                        items(CAUSED_BY, CAUSE, shown).map(cause -> numbered(place, cause)))
                .map(Cause::declared);
    }

    /** A change by its number, in whatever notation. */
    private static String numbered(Place place, String cause) {
        Matcher change = place.notation().change.matcher(cause);
        return change.lookingAt() ? reference(change.toMatchResult(), place, place.notation().changeSign) : cause;
    }

    private static List<String> hashes(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** The beginning of each item of the comma-separated lists. */
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
                .map(match -> reference(match, place, Notation.ISSUE_SIGN))
                .distinct()
                .toList();
    }

    private static String reference(MatchResult match, Place place, char sign) {
        String named = match.group(1) != null ? match.group(1) : match.group(3);
        return place.reference(sign, match.group(2), named, match.group(4));
    }
}
