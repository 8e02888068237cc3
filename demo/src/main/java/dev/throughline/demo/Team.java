package dev.throughline.demo;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A team and its repository, simulated from its seed alone: the same events whenever it is run, only more of them in later runs. Its
 * subclasses define its habits.
 */
abstract class Team {

    private static final List<String> AUTHORS = List.of("amara", "bruno", "chiyo", "dilan", "elif", "femi");
    private static final List<String> VERBS =
            List.of("Add", "Rework", "Simplify", "Cache", "Validate", "Log", "Speed up", "Document", "Test", "Extract");

    final Agenda agenda = new Agenda();
    final Random random;
    final GitHubRepository repository;
    private final List<String> subjects;
    private long commits;

    Team(long id, String name, List<String> subjects, Consumer<Delivery> outbox) {
        this.random = new Random(id);
        this.repository = new GitHubRepository(id, name, outbox);
        this.subjects = subjects;
    }

    /** What it does on this day. Called once for each day, in order. */
    abstract void plan(LocalDate day);

    /** Lives through the days from the first on, up to an instant. */
    final void live(LocalDate first, Instant until) {
        Instant foundation = at(first.minusDays(1), 9);
        agenda.at(foundation, () -> repository.push("main", foundation, List.of(commit("Start here", Duration.ZERO))));
        for (LocalDate day = first; at(day, 0).isBefore(until); day = day.plusDays(1)) {
            LocalDate today = day;
            agenda.at(at(day, 0), () -> plan(today));
        }
        agenda.runUntil(until);
    }

    static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }

    static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** Later, at any second between two distances from now. */
    final void after(Duration atLeast, Duration atMost, Runnable action) {
        agenda.at(agenda.now().plus(between(atLeast, atMost)), action);
    }

    /** The same, put off to the next working day's hours when it falls outside of them. */
    final void atWorkAfter(Duration atLeast, Duration atMost, Runnable action) {
        Instant wanted = agenda.now().plus(between(atLeast, atMost));
        LocalDate day = LocalDate.ofInstant(wanted, ZoneOffset.UTC);
        if (!wanted.isBefore(at(day, 17))) {
            day = day.plusDays(1);
        }
        while (!isWorkday(day)) {
            day = day.plusDays(1);
        }
        Instant morning = at(day, 8);
        agenda.at(wanted.isBefore(morning) ? morning.plusSeconds(random.nextInt(7_200)) : wanted, action);
    }

    final Duration between(Duration atLeast, Duration atMost) {
        return atLeast.plusSeconds(random.nextInt((int) atMost.minus(atLeast).toSeconds()));
    }

    final boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    final String somebody() {
        return AUTHORS.get(random.nextInt(AUTHORS.size()));
    }

    final String someTitle() {
        return VERBS.get(random.nextInt(VERBS.size())) + " " + subjects.get(random.nextInt(subjects.size()));
    }

    /** A commit written so long ago. */
    final Commit commit(String message, Duration age) {
        return new Commit(newSha(), message, agenda.now().minus(age), null, somebody());
    }

    /** Commits written one after the other, the first of them so long ago. */
    final List<Commit> commits(int count, Duration age) {
        List<Commit> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Duration since = age.multipliedBy(count - i).dividedBy(count);
            written.add(commit(someTitle(), Duration.ofSeconds(since.toSeconds())));
        }
        return written;
    }

    /** Deploys a commit: the request, its start, and after a while its end. */
    final void deploy(String environment, String sha, String outcome, Duration length, @Nullable Runnable afterwards) {
        Deploy deploy = repository.deploy(sha, "main", environment, "deploy", agenda.now());
        agenda.at(agenda.now().plusSeconds(15), () -> repository.status(deploy, "in_progress", agenda.now()));
        agenda.at(agenda.now().plus(length), () -> {
            repository.status(deploy, outcome, agenda.now());
            if (afterwards != null) {
                afterwards.run();
            }
        });
    }

    final String newSha() {
        String seed = repository.id() + " " + ++commits;
        return (hex(seed) + hex(seed + "'")).substring(0, 40);
    }

    private static String hex(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
