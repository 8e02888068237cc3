package dev.throughline.collector.backfill;

import java.util.List;
import java.util.Optional;

/** A conversation with the API of a forge, on one thread. */
public interface ForgeApi {

    /**
     * The repositories that a pattern names.
     *
     * @param pattern {@code acme/shop}, {@code acme/*}, {@code acme/web-*}; a pattern leaves out archived ones and forks, a full name means
     *     just it
     * @throws ApiFailed also when it matches none
     */
    List<ForgeRepository> find(String pattern) throws ApiFailed;

    /** The chapters that count for a repository, in their order. */
    List<Chapter> chapters(ForgeRepository repository);

    /**
     * Begins to read a chapter.
     *
     * @param memory what need not be requested again
     */
    Items read(ForgeRepository repository, Chapter chapter, Memory memory) throws ApiFailed;

    /** The history of a commit that nothing else leads to, e.g. on a branch that was deployed and deleted. */
    Items commits(ForgeRepository repository, String sha, Memory memory) throws ApiFailed;

    /**
     * The files that a commit touches; empty when the forge does not list all of them.
     *
     * @throws ApiFailed also when there is no such commit
     */
    Optional<Item.Told> files(ForgeRepository repository, String sha) throws ApiFailed;
}
