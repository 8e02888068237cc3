package dev.throughline.engine.sample.postgres;

/**
 * Recognises merge commits if the commit graph does not have them: by their message, otherwise by how their change arrived (definitions
 * 1.4).
 */
final class Merges {

    /**
     * Whether a commit that a push lists is a merge: {@code c}, of git_commit. Whatever its title, a merged change ended in a merge when the
     * push that brought it to its branch lists the head of the change, or as many commits before it as the change has, down to the last
     * one that another change ended in.
     */
    static final String IS_MERGE = """
            (c.is_merge
             or exists (select from change ended
                          join push_commit last on last.repository_id = ended.repository_id and last.sha = ended.merge_commit_sha
                          join push landing on landing.id = last.push_id and landing.ref = 'refs/heads/' || ended.base_ref
                         where ended.repository_id = c.repository_id
                           and ended.merge_commit_sha = c.sha
                           and ended.merged_at is not null
                           and ended.head_sha <> c.sha
                           and (exists (select from push_commit head
                                         where head.push_id = landing.id and head.sha = ended.head_sha)
                                or coalesce(ended.commits, (select cardinality(list.shas) from change_list list where list.change_id = ended.id))
                                       = last.position - 1
                                                   - coalesce((select max(before.position)
                                                                 from push_commit before
                                                                 join change other on other.repository_id = before.repository_id
                                                                                  and other.merge_commit_sha = before.sha
                                                                                  and other.merged_at is not null
                                                                                  and other.id <> ended.id
                                                                where before.push_id = landing.id
                                                                  and before.position < last.position), -1))))""";

    private Merges() {}
}
