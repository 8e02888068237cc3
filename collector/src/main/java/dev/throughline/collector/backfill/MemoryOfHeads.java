package dev.throughline.collector.backfill;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Also knows the commits that have just been read and are on their way into the graph. */
final class MemoryOfHeads implements Memory {

    /** More are read again rather than remembered. */
    private static final int MOST = 200_000;

    private final Memory memory;
    private final Set<String> read = new HashSet<>();

    MemoryOfHeads(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Set<String> known(Map<String, String> versions) {
        return memory.known(versions);
    }

    @Override
    public Optional<String> start() {
        return memory.start();
    }

    @Override
    public void startsAt(String start) {
        memory.startsAt(start);
    }

    @Override
    public Optional<String> end() {
        return memory.end();
    }

    @Override
    public Set<String> unknownCommits(Collection<String> shas) {
        Set<String> unknown = new HashSet<>(memory.unknownCommits(shas));
        unknown.removeAll(read);
        return unknown;
    }

    @Override
    public void readCommits(Collection<String> shas) {
        if (read.size() < MOST) {
            read.addAll(shas);
        }
    }
}
