package dev.throughline.collector.backfill;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The unknown commits of a branch that is nothing else's. The branch ends where no commit that was read has an unknown parent: it is mostly
 * shorter than a page.
 *
 * @param <T> a commit as in the forge's lists
 */
public final class CommitsOfHead<T> {

    private static final int MOST_PAGES = 50;

    private final Memory memory;
    private final Function<T, String> sha;
    private final Function<T, List<String>> parents;
    private final Set<String> listed = new HashSet<>();
    private final Set<String> ahead = new HashSet<>();
    private int pages;
    private boolean isOver;

    /**
     * @param sha of a commit
     * @param parents of a commit
     */
    public CommitsOfHead(Memory memory, Function<T, String> sha, Function<T, List<String>> parents) {
        this.memory = memory;
        this.sha = sha;
        this.parents = parents;
    }

    /** Whether no further page can have anything unknown, or so many were read that it is not worth it. */
    public boolean isOver() {
        return isOver;
    }

    /** The unknown part of the next page. */
    public List<T> news(List<T> page) {
        List<String> shas = page.stream().map(sha).toList();
        Set<String> unknown = memory.unknownCommits(shas);
        memory.readCommits(unknown);
        List<T> news =
                page.stream().filter(one -> unknown.contains(sha.apply(one))).toList();
        listed.addAll(shas);
        news.forEach(one -> ahead.addAll(parents.apply(one)));
        ahead.removeAll(listed);
        isOver = news.isEmpty()
                || ++pages == MOST_PAGES
                || memory.unknownCommits(ahead).isEmpty();
        return news;
    }
}
