package dev.throughline.server.forge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A commit graph in memory. */
final class StoredCommits implements Commits {

    private static final Comparator<Commit> NEWEST_FIRST =
            Comparator.comparing(Commit::committedAt).reversed().thenComparing(Commit::sha);
    private static final int KEPT_LOGS = 64;

    private final Map<String, Commit> commits = new ConcurrentHashMap<>();
    private volatile Map<String, List<Commit>> logs = new ConcurrentHashMap<>();

    @Override
    public @Nullable Commit find(String sha) {
        return commits.get(sha);
    }

    @Override
    public void put(Commit commit) {
        commits.put(commit.sha(), commit);
        logs = new ConcurrentHashMap<>(); // not cleared: who walks just now keeps what is old elsewhere
    }

    @Override
    public List<Commit> all() {
        return kept("", () -> commits.values().stream().sorted(NEWEST_FIRST).toList());
    }

    @Override
    public List<Commit> log(String sha) {
        return kept(sha, () -> walk(sha));
    }

    private List<Commit> kept(String key, Supplier<List<Commit>> made) {
        Map<String, List<Commit>> current = logs;
        List<Commit> known = current.get(key);
        if (known == null) {
            known = made.get();
            if (current.size() >= KEPT_LOGS) {
                current.clear();
            }
            current.put(key, known);
        }
        return known;
    }

    private List<Commit> walk(String sha) {
        PriorityQueue<Commit> open = new PriorityQueue<>(NEWEST_FIRST);
        Set<String> seen = new HashSet<>();
        List<Commit> log = new ArrayList<>();
        enqueue(sha, seen, open);
        for (Commit next = open.poll(); next != null; next = open.poll()) {
            log.add(next);
            next.parents().forEach(parent -> enqueue(parent, seen, open));
        }
        return Collections.unmodifiableList(log);
    }

    private void enqueue(String sha, Set<String> seen, PriorityQueue<Commit> open) {
        Commit commit = commits.get(sha);
        if (commit != null && seen.add(sha)) {
            open.add(commit);
        }
    }

    @Override
    public List<Commit> range(String base, String head) {
        Set<String> delivered = reachable(base);
        Map<String, Commit> fresh = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(head));
        while (!open.isEmpty()) {
            Commit commit = commits.get(open.pop());
            if (commit != null
                    && !delivered.contains(commit.sha())
                    && fresh.putIfAbsent(commit.sha(), commit) == null) {
                open.addAll(commit.parents());
            }
        }
        return childrenFirst(fresh).reversed();
    }

    /** As {@code git rev-list --date-order} lists them. */
    private static List<Commit> childrenFirst(Map<String, Commit> fresh) {
        Map<String, Integer> children = new HashMap<>();
        fresh.values().forEach(commit -> commit.parents().forEach(parent -> children.merge(parent, 1, Integer::sum)));
        PriorityQueue<Commit> open = new PriorityQueue<>(NEWEST_FIRST);
        fresh.values().stream()
                .filter(commit -> !children.containsKey(commit.sha()))
                .forEach(open::add);
        List<Commit> listed = new ArrayList<>();
        for (Commit next = open.poll(); next != null; next = open.poll()) {
            listed.add(next);
            for (String parent : next.parents()) {
                Commit commit = fresh.get(parent);
                if (children.merge(parent, -1, Integer::sum) == 0 && commit != null) {
                    open.add(commit);
                }
            }
        }
        return listed;
    }

    private Set<String> reachable(String sha) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(sha));
        while (!open.isEmpty()) {
            Commit commit = commits.get(open.pop());
            if (commit != null && seen.add(commit.sha())) {
                open.addAll(commit.parents());
            }
        }
        return seen;
    }

    @Override
    public @Nullable Commit mergeBase(String one, String other) {
        Set<String> shared = reachable(one);
        return log(other).stream()
                .filter(commit -> shared.contains(commit.sha()))
                .findFirst()
                .orElse(null);
    }
}
