package dev.throughline.server.forge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commits of a repository. */
public interface Commits {

    @Nullable
    Commit find(String sha);

    /** Everything that a commit builds on and itself, newest first by committer's time as git walks it. */
    List<Commit> log(String sha);

    /** What head has and base has not: no commit before its parents. */
    List<Commit> range(String base, String head);

    /** The newest commit that both build on. */
    @Nullable
    Commit mergeBase(String one, String other);

    /** Every commit under any ref, newest first. */
    List<Commit> all();

    void put(Commit commit);
}
