package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.linking.PushNode;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads pushes as a walk needs them, and some of the same branch ahead, because a walk continues backwards: twice as many with each reading.
 * What was read is kept for the length of one derivation.
 */
final class PostgresPushGraph implements PushGraph {

    /** How many earlier pushes of its branch are read with each at first: what is deployed now was mostly pushed since the last deployment. */
    private static final int READ_AHEAD = 8;

    private static final int READ_AHEAD_AT_MOST = 512;

    private final JdbcClient jdbc;
    private final Long[] repositories;
    private final Map<UUID, PushNode> pushes = new HashMap<>();
    private final Map<CommitSha, List<PushNode>> listings = new HashMap<>();
    private final Set<CommitSha> complete = new HashSet<>();
    private final Map<Tip, List<PushNode>> tips = new HashMap<>();
    private final Map<UUID, Set<CommitSha>> bases = new HashMap<>();
    private Set<CommitSha> justRead = new HashSet<>();
    private int readAhead = READ_AHEAD;

    PostgresPushGraph(JdbcClient jdbc, Long[] repositories) {
        this.jdbc = jdbc;
        this.repositories = repositories;
    }

    @Override
    public List<PushNode> listing(CommitSha sha) {
        expectListings(Set.of(sha));
        return listings.getOrDefault(sha, List.of());
    }

    @Override
    public void expectListings(Collection<CommitSha> shas) {
        Set<CommitSha> unread = new HashSet<>(shas);
        unread.removeAll(complete);
        if (!unread.isEmpty()) {
            read(unread);
        }
    }

    @Override
    public Optional<CommitSha> base(PushNode push) {
        if (push.isBroken()) {
            return Optional.empty();
        }
        if (push.before() != null) {
            return Optional.of(push.before());
        }
        return push.baseRef() == null ? Optional.empty() : headOf(push.baseRef(), push);
    }

    @Override
    public Set<CommitSha> bases(PushNode push) {
        return bases.computeIfAbsent(push.id(), id -> push.before() == null ? readBases(push) : Set.of());
    }

    private Set<CommitSha> readBases(PushNode created) {
        return jdbc.sql("""
                        select distinct told.base_sha
                          from push p
                          join branch_base told on told.repository_id = p.repository_id and told.ref = p.ref
                          join push ended on ended.repository_id = p.repository_id and ended.ref = p.ref
                                         and ended.after_sha = told.head_sha
                                         and ended.pushed_at >= p.pushed_at
                         where p.id = :id
                           and not exists (select from push forced
                                            where forced.repository_id = p.repository_id and forced.ref = p.ref and forced.is_forced)
                           and told.commits = (select count(distinct listed.sha)
                                                 from push passed
                                                 join push_commit listed on listed.push_id = passed.id
                                                where passed.repository_id = p.repository_id and passed.ref = p.ref
                                                  and passed.pushed_at between p.pushed_at and ended.pushed_at)
                        """)
                .param("id", created.id())
                .query((row, _) -> new CommitSha(row.getString("base_sha")))
                .set();
    }

    private Optional<CommitSha> headOf(String ref, PushNode until) {
        return jdbc.sql("""
                        select p.after_sha
                          from push p
                         where p.repository_id = any(:repositories)
                           and p.ref = :ref
                           and p.pushed_at <= :at
                           and p.id <> :id
                         order by p.pushed_at desc,
                                  exists (select 1
                                            from push n
                                           where n.repository_id = p.repository_id
                                             and n.ref = p.ref
                                             and n.pushed_at = p.pushed_at
                                             and n.before_sha = p.after_sha),
                                  p.id
                         limit 1
                        """)
                .param("repositories", repositories)
                .param("ref", ref)
                .param("at", Instants.utc(until.at()))
                .param("id", until.id())
                .query(String.class)
                .optional()
                .map(CommitSha::new);
    }

    @Override
    public List<PushNode> endingAt(String ref, CommitSha head) {
        Tip tip = new Tip(ref, head);
        if (!tips.containsKey(tip)) {
            expect(List.of(tip));
        }
        return tips.getOrDefault(tip, List.of());
    }

    @Override
    public void expect(Collection<Tip> expected) {
        Set<Tip> unread =
                expected.stream().filter(tip -> !tips.containsKey(tip)).collect(Collectors.toSet());
        if (unread.isEmpty()) {
            return;
        }
        String[] ids = jdbc.sql("""
                        select distinct p.id::text
                          from unnest(:heads::text[]) t(head)
                          join push p on p.repository_id = any(:repositories) and p.after_sha = t.head
                        """)
                .param("repositories", repositories)
                .param("heads", Texts.ofShas(unread.stream().map(Tip::head).toList()))
                .query(String.class)
                .list()
                .toArray(String[]::new);
        Map<Tip, List<PushNode>> found =
                fetch(ids).stream().sorted(PushNode.BY_TIME).collect(Collectors.groupingBy(PostgresPushGraph::tip));
        unread.forEach(tip -> tips.put(tip, found.getOrDefault(tip, List.of())));
    }

    private static Tip tip(PushNode push) {
        return new Tip(push.ref(), push.after());
    }

    @Override
    public Set<CommitSha> takeRead() {
        Set<CommitSha> taken = justRead;
        justRead = new HashSet<>();
        return taken;
    }

    /** Reads the pushes that list some commits, what came before them on their branches, and all that list any of the same commits. */
    private void read(Set<CommitSha> shas) {
        String[] listing = listing(shas);
        if (listing.length == 0) {
            complete.addAll(shas);
            return;
        }
        fetch(withEarlier(listing));
        readAhead = Math.min(2 * readAhead, READ_AHEAD_AT_MOST);
        Set<CommitSha> around = new HashSet<>(listings.keySet());
        around.addAll(shas);
        around.removeAll(complete);
        fetch(listing(around));
        complete.addAll(around);
    }

    private String[] listing(Set<CommitSha> shas) {
        return jdbc.sql("""
                        select distinct c.push_id::text
                          from unnest(:shas::text[]) t(sha)
                          join push_commit c on c.repository_id = any(:repositories) and c.sha = t.sha
                        """)
                .param("repositories", repositories)
                .param("shas", Texts.ofShas(shas))
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }

    private String[] withEarlier(String[] ids) {
        return jdbc.sql("""
                        select distinct e.id::text
                          from push p
                         cross join lateral (select q.id
                                               from push q
                                              where q.repository_id = p.repository_id
                                                and q.ref = p.ref
                                                and q.pushed_at <= p.pushed_at
                                              order by q.pushed_at desc
                                              limit :readAhead) e
                         where p.id = any(:ids::uuid[])
                           and p.ref like 'refs/heads/%'
                         union
                        select unnest(:ids::text[])
                        """)
                .param("ids", ids)
                .param("readAhead", readAhead)
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }

    /**
     * The pushes of these ids; keeps those that it did not have, and for one that lists a merge at which of its commits branches start, for that is
     * what will be asked of it. Tags are no history of their own.
     */
    private List<PushNode> fetch(String[] ids) {
        List<PushNode> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            PushNode push = pushes.get(UUID.fromString(id));
            if (push == null) {
                missing.add(id);
            } else {
                found.add(push);
            }
        }
        if (!missing.isEmpty()) {
            List<PushNode> read = jdbc.sql("""
                            select listed.*,
                                   array(select t.sha
                                           from unnest(case when listed.lists_merge then listed.shas end) t(sha)
                                          where exists (select 1
                                                          from push n
                                                         where n.repository_id = any(:repositories)
                                                           and n.before_sha = t.sha
                                                           and n.ref like 'refs/heads/%%')
                                             or exists (select 1
                                                          from push n
                                                         where n.repository_id = any(:repositories)
                                                           and n.after_sha = t.sha
                                                           and n.is_created
                                                           and n.ref like 'refs/heads/%%')) as starts
                              from (select p.id, p.ref, p.before_sha, p.after_sha, p.is_forced as is_broken, p.is_truncated,
                                           p.base_ref, p.pushed_at,
                                           coalesce(array_agg(listed.sha order by listed.position) filter (where listed.sha is not null), '{}') as shas,
                                           coalesce(bool_or(%s), false) as lists_merge
                                      from push p
                                      left join push_commit listed on listed.push_id = p.id
                                      left join git_commit c on c.repository_id = listed.repository_id and c.sha = listed.sha
                                     where p.id = any(:ids::uuid[])
                                       and p.ref like 'refs/heads/%%'
                                     group by p.id) listed
                            """.formatted(Merges.IS_MERGE))
                    .param("ids", missing.toArray(String[]::new))
                    .param("repositories", repositories)
                    .query(PostgresPushGraph::push)
                    .list();
            read.forEach(this::keep);
            found.addAll(read);
        }
        return found;
    }

    private void keep(PushNode push) {
        pushes.put(push.id(), push);
        justRead.addAll(push.commits());
        push.commits().stream()
                .distinct()
                .forEach(sha ->
                        listings.computeIfAbsent(sha, key -> new ArrayList<>()).add(push));
    }

    private static PushNode push(ResultSet row, int number) throws SQLException {
        String before = row.getString("before_sha");
        return new PushNode(
                row.getObject("id", UUID.class),
                row.getString("ref"),
                before == null ? null : new CommitSha(before),
                new CommitSha(row.getString("after_sha")),
                row.getBoolean("is_broken"),
                row.getBoolean("is_truncated"),
                row.getString("base_ref"),
                Instants.of(row, "pushed_at"),
                shas(row, "shas"),
                row.getBoolean("lists_merge"),
                Set.copyOf(shas(row, "starts")));
    }

    private static List<CommitSha> shas(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .map(CommitSha::new)
                .toList();
    }
}
