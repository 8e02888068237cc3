package dev.throughline.server.transfer;

import dev.throughline.collector.git.LocalClone.Tag;
import dev.throughline.engine.glob.Glob;
import dev.throughline.server.cli.CommandFailed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a clone that represent deployments.
 *
 * @param tags oldest first; each points to a commit and has a possible time
 * @param leftOut one line for each that matches, but is not a deployment
 */
record Releases(List<Tag> tags, List<String> leftOut) {

    private static final int LONGEST_NAME = 200;
    private static final int SHOWN = 3;

    /**
     * Chooses them.
     *
     * @param path of the clone, for what is wrong
     * @param except what is left out again
     * @throws CommandFailed when there are none
     */
    static Releases of(String path, List<Tag> all, List<Glob> deployments, List<Glob> except, Instant now) {
        if (all.isEmpty()) {
            throw CommandFailed.because(
                    "%s has no tags: fetch them with git fetch --tags, or tag what was deployed".formatted(path));
        }
        List<Tag> matching = all.stream()
                .filter(tag -> matchesAny(deployments, tag) && !matchesAny(except, tag))
                .toList();
        if (matching.isEmpty()) {
            throw CommandFailed.because(
                    "no tag of %s matches %s, but there are %s: say which with --deployments='tag:…'"
                            .formatted(path, names(deployments), newest(all)));
        }
        List<Tag> chosen = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Tag tag : matching) {
            String reason = unusable(tag, now);
            if (reason == null) {
                chosen.add(tag);
            } else {
                leftOut.add("the tag %s is left out: %s".formatted(tag.name(), reason));
            }
        }
        if (chosen.isEmpty()) {
            throw CommandFailed.because("no tag of %s can be used: %s".formatted(path, leftOut.getFirst()));
        }
        chosen.sort(Comparator.comparing((Tag tag) -> Objects.requireNonNull(tag.at()))
                .thenComparing(Tag::name));
        return new Releases(List.copyOf(chosen), List.copyOf(leftOut));
    }

    private static @Nullable String unusable(Tag tag, Instant now) {
        if (tag.sha() == null) {
            return "it points to no commit";
        }
        if (tag.at() == null || !tag.at().isAfter(Instant.EPOCH)) {
            return "its time is before 1970";
        }
        if (tag.at().isAfter(now)) {
            return "its time, %s, is in the future".formatted(tag.at());
        }
        return tag.name().length() > LONGEST_NAME
                        || tag.name().codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0xFFFD)
                ? "its name cannot be kept"
                : null;
    }

    private static boolean matchesAny(List<Glob> globs, Tag tag) {
        return globs.stream().anyMatch(glob -> glob.matches(tag.name()));
    }

    private static String names(List<Glob> globs) {
        return globs.stream().map(Glob::toString).collect(Collectors.joining(" or "));
    }

    private static String newest(List<Tag> all) {
        Stream<String> names = all.stream()
                .sorted(Comparator.comparing((Tag tag) -> tag.at() == null ? Instant.EPOCH : tag.at())
                        .reversed()
                        .thenComparing(Tag::name))
                .limit(SHOWN)
                .map(Tag::name);
        return names.collect(Collectors.joining(", "))
                + (all.size() > SHOWN ? " and %d more".formatted(all.size() - SHOWN) : "");
    }
}
