package dev.throughline.server.transfer;

import dev.throughline.collector.git.LoggedCommit;
import dev.throughline.collector.mention.Mentions;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the pull and merge requests that reached the main branch, by what forges write into the message of the commit that each resulted
 * in. If several commits name one number, the first counts: the others are cherry-picks. Remembers only what is not merged yet.
 */
final class MergedChanges {

    private static final String NUMBER = "([1-9]\\d{0,17})";
    private static final Pattern GITHUB_MERGE =
            Pattern.compile("Merge pull request #" + NUMBER + " from (?:[^\\s/]+/)?(\\S+)");
    private static final Pattern BITBUCKET_MERGE =
            Pattern.compile("Merged in (\\S+) \\(pull request #" + NUMBER + "\\)");
    private static final Pattern AZURE_MERGE = Pattern.compile("Merged PR " + NUMBER + ": (.*)");
    private static final Pattern GITLAB_MERGE = Pattern.compile("Merge branch '([^']+)' into '[^']+'");
    private static final Pattern GITLAB_NUMBER =
            Pattern.compile("(?m)^See merge request \\S{0,1000}!" + NUMBER + "\\s*$");
    private static final Pattern SQUASH = Pattern.compile("(.*?)\\s*\\([#!]" + NUMBER + "\\)");

    private final Set<String> mainline;
    private final Map<CommitSha, GraphCommit> unmerged = new HashMap<>();
    private final Set<String> numbers = new HashSet<>();

    /** @param mainline the commits of the main branch, without those that merges brought */
    MergedChanges(Set<String> mainline) {
        this.mainline = mainline;
    }

    private record Named(String number, String title, String branch) {}

    /** The change that resulted in a commit; empty when none did. Its parents must be seen before it. */
    Optional<MergedChange> see(LoggedCommit logged) {
        GraphCommit commit = logged.commit();
        if (!mainline.contains(commit.sha().value())) {
            unmerged.put(commit.sha(), commit);
            return Optional.empty();
        }
        boolean isMerge = commit.parents().size() > 1;
        List<GraphCommit> brought = isMerge ? merged(commit) : List.of(commit);
        return named(logged.message(), isMerge)
                .filter(named -> !brought.isEmpty() && numbers.add(named.number()))
                .map(named -> new MergedChange(named.number(), named.title(), named.branch(), commit, brought));
    }

    /** What a merge brought: all that is behind its other parents, and not behind the first. */
    private List<GraphCommit> merged(GraphCommit merge) {
        List<GraphCommit> brought = new ArrayList<>();
        Deque<CommitSha> open =
                new ArrayDeque<>(merge.parents().subList(1, merge.parents().size()));
        // what a side branch began before the main branch did is behind the first parent too
        while (!open.isEmpty()) {
            GraphCommit commit = unmerged.remove(open.pop());
            if (commit != null) {
                if (commit.parents().size() < 2) {
                    brought.add(commit);
                }
                open.addAll(commit.parents());
            }
        }
        return brought;
    }

    private static Optional<Named> named(String message, boolean isMerge) {
        if (!Mentions.pickedFrom(message).isEmpty()) {
            return Optional.empty();
        }
        String title = Mentions.title(message);
        Matcher azure = AZURE_MERGE.matcher(title);
        if (azure.matches()) {
            return Optional.of(new Named(azure.group(1), azure.group(2).strip(), ""));
        }
        Matcher bitbucket = BITBUCKET_MERGE.matcher(title);
        if (bitbucket.matches()) {
            return Optional.of(new Named(bitbucket.group(2), below(message), bitbucket.group(1)));
        }
        Matcher github = GITHUB_MERGE.matcher(title);
        if (isMerge && github.matches()) {
            return Optional.of(new Named(github.group(1), below(message), github.group(2)));
        }
        Matcher number = GITLAB_NUMBER.matcher(message);
        if (number.find()) {
            Matcher gitlab = GITLAB_MERGE.matcher(title);
            return Optional.of(
                    gitlab.matches()
                            ? new Named(number.group(1), below(message), gitlab.group(1))
                            : new Named(number.group(1), title, ""));
        }
        Matcher squash = SQUASH.matcher(title);
        return !isMerge && squash.matches()
                ? Optional.of(new Named(squash.group(2), squash.group(1), ""))
                : Optional.empty();
    }

    /** The first line below the title that is not empty. */
    private static String below(String message) {
        return message.lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
