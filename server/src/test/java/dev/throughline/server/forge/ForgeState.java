package dev.throughline.server.forge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The repositories of a forge. */
public final class ForgeState {

    private final Map<Long, ForgeRepository> repositories = new ConcurrentHashMap<>();

    public static ForgeState of(ForgeRepository... repositories) {
        ForgeState state = new ForgeState();
        List.of(repositories).forEach(state::add);
        return state;
    }

    public void add(ForgeRepository repository) {
        repositories.put(repository.id(), repository);
    }

    /** All of them, oldest id first. */
    public List<ForgeRepository> repositories() {
        return repositories.values().stream()
                .sorted(Comparator.comparingLong(ForgeRepository::id))
                .toList();
    }

    @Nullable
    ForgeRepository find(long id) {
        return repositories.get(id);
    }

    /** By the name that it has now; upper and lower case are the same, as on both forges. */
    @Nullable
    ForgeRepository named(String fullName) {
        return repositories.values().stream()
                .filter(repository -> repository.fullName().equalsIgnoreCase(fullName))
                .findFirst()
                .orElse(null);
    }

    /** By a name that it had before. */
    @Nullable
    ForgeRepository formerlyNamed(String fullName) {
        return repositories.values().stream()
                .filter(repository -> repository.formerNames().stream().anyMatch(fullName::equalsIgnoreCase))
                .findFirst()
                .orElse(null);
    }
}
