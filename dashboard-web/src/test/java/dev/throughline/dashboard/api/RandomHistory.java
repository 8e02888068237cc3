package dev.throughline.dashboard.api;

import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.story.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Weeks of one repository, over the end of summer time, in which everything happens that a number can be made of or must leave out. */
public final class RandomHistory {

    public static final Instant START = Instant.parse("2025-10-18T09:00:00Z");

    private final String name;
    private final Random random;
    private final Story story;
    private final List<String> deployed = new ArrayList<>();
    private Instant now = START;
    private String head;
    private int last;

    public RandomHistory(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
        this.story = new Story(name);
        this.head = word();
        story.push("main", null, time(now), commit(head, now.minusSeconds(60)));
        deploy(head, "production");
    }

    public List<Fact> facts(int steps) {
        for (int step = 0; step < steps; step++) {
            now = now.plusSeconds(600 + random.nextInt(40_000));
            step();
        }
        return story.facts();
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1 -> push();
            case 2, 3 -> merge(true);
            case 4 -> squash(true);
            case 5 -> squash(false);
            case 6 -> merge(false);
            case 7, 8, 9 -> deploy(head, "production");
            case 10 -> {
                deploy(head, "production");
                now = now.plusSeconds(120);
                deploy(head, "production-eu");
            }
            case 11 -> deploy(deployed.getLast(), "production");
            case 12 -> deploy(deployed.get(random.nextInt(deployed.size())), "production");
            case 13 -> story.failToDeploy(word(), head, time(now));
            case 14 -> {
                deploy(head, "staging");
                story.status(word(), head, "production-eu", DeploymentStatus.State.IN_PROGRESS, time(now));
            }
            default -> incident();
        }
    }

    /** Sometimes with a merge of which nobody told, so that a deployment of its middle is ambiguous. */
    private void push() {
        List<Commit> commits = commits(1 + random.nextInt(4));
        boolean isSplit = random.nextInt(3) == 0;
        if (isSplit) {
            commits.add(Story.merge(word(), time(now)));
        }
        land(commits);
        if (isSplit) {
            String middle = words.get(words.size() - 2);
            deploy(middle, "production");
        }
    }

    private final List<String> words = new ArrayList<>();

    private void merge(boolean isKnown) {
        String branch = "feature-" + word();
        List<Commit> own = commits(1 + random.nextInt(3));
        String tip = words.getLast();
        if (isKnown) {
            story.push(branch, head, time(now), own.toArray(Commit[]::new));
        }
        Instant openedAt = now;
        now = now.plusSeconds(random.nextInt(20_000));
        String merge = word();
        own.add(Story.merge(merge, time(now)));
        land(own);
        change(branch, tip, openedAt, merge);
    }

    private void squash(boolean isKnown) {
        String branch = (random.nextInt(3) == 0 ? "hotfix/" : "feature-") + word();
        List<Commit> own = commits(1 + random.nextInt(3));
        String tip = words.getLast();
        if (isKnown) {
            story.push(branch, head, time(now), own.toArray(Commit[]::new));
        }
        Instant openedAt = now;
        now = now.plusSeconds(random.nextInt(20_000));
        String squash = word();
        land(List.of(commit(squash, now)));
        change(branch, tip, openedAt, squash);
    }

    private void change(String branch, String tip, Instant openedAt, String merge) {
        story.merged(++last, branch, tip, time(openedAt), time(now), merge);
    }

    private void land(List<Commit> commits) {
        story.push("main", head, time(now.plusSeconds(5)), commits.toArray(Commit[]::new));
        head = words.getLast();
    }

    private List<Commit> commits(int size) {
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            // some clocks are fast, some commits are very old
            long age = random.nextInt(20) == 0 ? 40_000_000 : random.nextInt(100_000) - 500;
            commits.add(commit(word(), now.minusSeconds(age)));
        }
        return commits;
    }

    private static Commit commit(String word, Instant authorAt) {
        return Story.commit(word, time(authorAt));
    }

    private void deploy(String word, String environment) {
        now = now.plusSeconds(60 + random.nextInt(3_000));
        story.deploy(word(), word, environment, time(now));
        if (!environment.equals("staging")) {
            deployed.add(word);
        }
    }

    private void incident() {
        String resolvedAt = random.nextInt(3) == 0 ? null : time(now.plus(Duration.ofMinutes(random.nextInt(900))));
        String[] causes = switch (random.nextInt(4)) {
            case 0 -> new String[] {Story.sha(deployed.getLast()).value().substring(0, 12)};
            case 1 -> new String[] {"fffffffffff0"};
            default -> new String[0];
        };
        story.incident(++last, time(now), resolvedAt, causes);
    }

    /** A new word, which names a commit, a branch or a deployment. */
    private String word() {
        String word = name + "-" + words.size();
        words.add(word);
        return word;
    }

    private static String time(Instant instant) {
        return instant.toString().replace("Z", "");
    }
}
