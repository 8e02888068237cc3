package dev.throughline.collector.backfill;

import java.util.List;
import java.util.Optional;

/** A conversation with the API of a forge, on one thread. */
public interface ForgeApi {

    /**
     * The repositories that a pattern names.
     *
     * @param pattern {@code acme/shop}, {@code acme/*}, {@code acme/web-*}; all of an owner's come without archived ones and forks, a name
     *     alone means just it
     * @throws ApiFailed also when it names none
     */
    List<ForgeRepository> find(String pattern) throws ApiFailed;

    /** The chapters that count for a repository, in their order. */
    List<Chapter> chapters(ForgeRepository repository);

    /**
     * Begins to read a chapter.
     *
     * @param memory what needs not be asked again
     */
    Items read(ForgeRepository repository, Chapter chapter, Memory memory) throws ApiFailed;

    /** The history of a commit that nothing else led to, e.g. of a branch that was deployed and deleted. */
    Items commits(ForgeRepository repository, String sha, Memory memory) throws ApiFailed;

    /**
     * The files that a commit touches; empty when the forge does not tell all of them.
     *
     * @throws ApiFailed also when there is no such commit
     */
    Optional<Item.Told> files(ForgeRepository repository, String sha) throws ApiFailed;
}
