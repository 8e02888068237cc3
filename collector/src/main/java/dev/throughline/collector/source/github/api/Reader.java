package dev.throughline.collector.source.github.api;

import dev.throughline.collector.history.ApiFailed;
import dev.throughline.collector.history.ApiFailed.Reason;
import dev.throughline.collector.history.Chapter;
import dev.throughline.collector.history.ForgeRepository;
import dev.throughline.collector.history.Item;
import dev.throughline.collector.history.Item.Told;
import dev.throughline.collector.history.Items;
import dev.throughline.collector.history.Memory;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the chapters of one repository, and makes deliveries of what it reads. */
final class Reader {

    /** Statuses may follow for so long without the deployment seeming changed. */
    private static final Duration OPEN_DEPLOYMENT = Duration.ofDays(3);

    /** GitHub lists no more commits of a pull request than this. */
    private static final int MOST_COMMITS = 250;

    /** More attempts of one run are nobody's rollouts. */
    private static final int MOST_ATTEMPTS = 20;

    private static final String LATEST_FIRST = "?state=all&sort=updated&direction=desc";
    private static final int MOST_PAGES_OF_HEAD = 50;
    private static final int HASH_BYTES = 12;

    private static final Pattern RUN = Pattern.compile("/actions/runs/(\\d{1,18})(?:/|$)");
    private static final int KEPT_RUNS = 200;

    /** Attempts of the runs that were asked for last: several deployments in a row may be of one. */
    private final Map<String, List<JsonNode>> runs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<JsonNode>> eldest) {
            return size() > KEPT_RUNS;
        }
    };

    private final GHRepository repository;
    private final ObjectNode shown;
    private final ForgeRepository identity;
    private final Transport transport;
    private final Memory memory;
    private final Clock clock;

    /** @param shown the repository, as deliveries have it */
    Reader(
            GHRepository repository,
            ObjectNode shown,
            ForgeRepository identity,
            Transport transport,
            Memory memory,
            Clock clock) {
        this.repository = repository;
        this.shown = shown;
        this.identity = identity;
        this.transport = transport;
        this.memory = memory;
        this.clock = clock;
    }

    Items read(Chapter chapter) throws ApiFailed {
        return switch (chapter) {
            case REPOSITORY ->
                once(() -> {
                    ObjectNode body = body();
                    String version = hash(Raw.bytes(body));
                    return item(
                            chapter, identity.externalId(), version, clock.instant(), told("repository", "0", body));
                });
            case DEPLOYMENTS -> deployments();
            case RELEASES -> releases();
            case RUNS -> runs();
            case TAGS -> tags();
            case COMMITS -> commits();
            case CHANGES -> pullRequests();
            case INCIDENTS -> issues();
        };
    }

    /** Something that may fail. */
    private interface Making {
        @Nullable
        Item make() throws ApiFailed;
    }

    private static Items once(Making making) {
        boolean[] isOver = {false};
        return () -> {
            if (isOver[0]) {
                return null;
            }
            isOver[0] = true;
            return making.make();
        };
    }

    /** Items of a list that says how long it is. */
    private static Items counted(Pages listing, Making making) {
        return new Items() {
            @Override
            public @Nullable Item next() throws ApiFailed {
                return making.make();
            }

            @Override
            public OptionalLong total() {
                return listing.total() == 0 ? OptionalLong.empty() : OptionalLong.of(listing.total());
            }
        };
    }

    private Items deployments() {
        Recall recall = new Recall("id", deployment -> text(deployment, "updated_at"));
        Pages listing = pages("/deployments", recall);
        return counted(listing, () -> {
            JsonNode deployment = listing.next();
            if (deployment == null) {
                return null;
            }
            String id = number(deployment, "id");
            Instant createdAt = time(deployment, "created_at").orElse(Instant.EPOCH);
            String version = text(deployment, "updated_at");
            boolean isOpen = createdAt.isAfter(clock.instant().minus(OPEN_DEPLOYMENT));
            if (!isOpen && recall.knows(id, version)) {
                return item(Chapter.DEPLOYMENTS, id, version, createdAt, null);
            }
            ObjectNode body = body();
            body.set("deployment", deployment);
            ArrayNode statuses = all("/deployments/" + id + "/statuses");
            body.set("statuses", statuses);
            madeBy(statuses, createdAt).ifPresent(run -> body.set("workflow_run", run));
            return item(Chapter.DEPLOYMENTS, id, version, createdAt, told("deployment", id, body));
        });
    }

    /** The attempt of a run that made a deployment, which webhooks tell; the API only names the run in the address of its log. */
    private Optional<JsonNode> madeBy(ArrayNode statuses, Instant createdAt) throws ApiFailed {
        Optional<String> id = statuses.valueStream()
                .flatMap(status -> Stream.of(text(status, "log_url"), text(status, "target_url")))
                .map(RUN::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        List<JsonNode> attempts = runs.get(id.get());
        if (attempts == null) {
            attempts = attempts(id.get());
            runs.put(id.get(), attempts);
        }
        return attempts.stream()
                .filter(attempt ->
                        !time(attempt, "run_started_at").orElse(Instant.MIN).isAfter(createdAt))
                .reduce((_, later) -> later);
    }

    /** Empty for a run that is gone, or that the token may not see. */
    private List<JsonNode> attempts(String run) throws ApiFailed {
        try {
            JsonNode newest = transport
                    .page("/repos/%s/actions/runs/%s".formatted(identity.name(), run))
                    .json();
            List<JsonNode> attempts = new ArrayList<>();
            earlierAttempts(run, newest.path("run_attempt").asInt(1)).forEach(attempts::add);
            attempts.add(newest);
            return attempts;
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.NOT_FOUND || failed.reason() == Reason.FORBIDDEN) {
                return List.of();
            }
            throw failed;
        }
    }

    private Items pullRequests() {
        Recall recall = new Recall("number", state -> text(state, "updated_at"));
        Pages listing = pages("/pulls" + LATEST_FIRST, recall);
        return counted(listing, () -> {
            JsonNode state = listing.next();
            if (state == null) {
                return null;
            }
            String number = number(state, "number");
            String version = text(state, "updated_at");
            Instant at = time(state, "updated_at").orElse(Instant.EPOCH);
            if (recall.knows(number, version)) {
                return item(Chapter.CHANGES, number, version, at, null);
            }
            ArrayNode commits = all("/pulls/" + number + "/commits");
            ObjectNode change = (ObjectNode) state;
            ObjectNode body = body();
            if (commits.size() < MOST_COMMITS) {
                change.put("commits", commits.size());
                body.set("commits", commits);
            }
            body.set("pull_request", change);
            body.set("reviews", all("/pulls/" + number + "/reviews"));
            return item(Chapter.CHANGES, number, version, at, told("pull_request", number, body));
        });
    }

    private Items issues() {
        Recall recall = new Recall("number", state -> text(state, "updated_at"));
        Pages listing = pages("/issues" + LATEST_FIRST, recall);
        return () -> {
            JsonNode issue = listing.next();
            while (issue != null && issue.hasNonNull("pull_request")) {
                issue = listing.next();
            }
            if (issue == null) {
                return null;
            }
            String number = number(issue, "number");
            String version = text(issue, "updated_at");
            Instant at = time(issue, "updated_at").orElse(Instant.EPOCH);
            if (recall.knows(number, version)) {
                return item(Chapter.INCIDENTS, number, version, at, null);
            }
            ObjectNode body = body();
            body.set("issue", issue);
            boolean mayBeIncident = !issue.path("labels").isEmpty() || issue.hasNonNull("type");
            if (mayBeIncident && issue.path("comments").asInt(0) > 0) {
                body.set("comments", all("/issues/" + number + "/comments"));
            }
            return item(Chapter.INCIDENTS, number, version, at, told("issue", number, body));
        };
    }

    private Items releases() {
        Recall recall = new Recall("id", release -> hash(Raw.JSON.writeValueAsBytes(release)));
        Pages listing = pages("/releases", recall);
        return () -> {
            JsonNode release = listing.next();
            if (release == null) {
                return null;
            }
            String id = text(release, "id");
            ObjectNode body = body();
            body.set("release", release);
            String version = hash(Raw.JSON.writeValueAsBytes(release));
            Instant at = time(release, "published_at")
                    .or(() -> time(release, "created_at"))
                    .orElse(Instant.EPOCH);
            return item(
                    Chapter.RELEASES, id, version, at, recall.knows(id, version) ? null : told("release", id, body));
        };
    }

    private Items runs() {
        Recall recall = new Recall("id", run -> text(run, "updated_at") + "/" + text(run, "run_attempt"));
        Pages listing = pages("/actions/runs", recall);
        return () -> {
            JsonNode run = listing.next();
            if (run == null) {
                return null;
            }
            String id = text(run, "id");
            String version = text(run, "updated_at") + "/" + text(run, "run_attempt");
            Instant at = time(run, "created_at").orElse(Instant.EPOCH);
            if (recall.knows(id, version)) {
                return item(Chapter.RUNS, id, version, at, null);
            }
            ObjectNode body = body();
            body.set("workflow_run", run);
            body.set("attempts", earlierAttempts(id, run.path("run_attempt").asInt(1)));
            return item(Chapter.RUNS, id, version, at, told("workflow_run", id, body));
        };
    }

    /** Lists of runs have the newest attempt of each alone. */
    private ArrayNode earlierAttempts(String run, int newest) throws ApiFailed {
        ArrayNode attempts = JsonNodeFactory.instance.arrayNode();
        for (int attempt = Math.max(1, newest - MOST_ATTEMPTS); attempt < newest; attempt++) {
            attempts.add(transport
                    .page("/repos/%s/actions/runs/%s/attempts/%d".formatted(identity.name(), run, attempt))
                    .json());
        }
        return attempts;
    }

    private Items tags() {
        Pages listing = pages("/tags");
        int[] page = {0};
        return () -> {
            List<JsonNode> tags = listing.nextPage();
            if (tags.isEmpty()) {
                return null;
            }
            ObjectNode body = body();
            ArrayNode list = body.putArray("tags");
            tags.forEach(tag -> {
                ObjectNode one = list.addObject();
                one.set("name", tag.path("name"));
                one.putObject("commit").set("sha", tag.path("commit").path("sha"));
            });
            String object = "page-" + ++page[0];
            String version = hash(Raw.bytes(body));
            return new Item(
                    object,
                    version,
                    clock.instant(),
                    tags.size(),
                    memory.isKnown(object, version) ? null : told("tags", object, body));
        };
    }

    /** Of the default branch, from where an interrupted reading began, or from its head, back to where the last one began. */
    private Items commits() throws ApiFailed {
        String branch = shown.path("default_branch").asString("");
        if (branch.isEmpty()) {
            return () -> null;
        }
        String start;
        Optional<String> begun = memory.start();
        if (begun.isPresent()) {
            start = begun.get();
        } else {
            Optional<String> head = head(branch);
            if (head.isEmpty()) {
                return () -> null;
            }
            start = head.get();
            memory.startsAt(start);
        }
        String end = memory.end().orElse("");
        if (end.isEmpty()) {
            return commits(start);
        }
        return start.equals(end) ? () -> null : commitsBetween(end, start);
    }

    /**
     * What a branch got since it was last read. Not where the list meets what is known: old commits that were merged later stand
     * behind it.
     */
    private Items commitsBetween(String known, String head) {
        return new Items() {
            private int page;
            private boolean isOver;
            private @Nullable Items instead;

            @Override
            public @Nullable Item next() throws ApiFailed {
                if (instead != null || isOver) {
                    return instead == null ? null : instead.next();
                }
                List<JsonNode> commits;
                try {
                    commits = compared(known, head, ++page);
                } catch (ApiFailed failed) {
                    if (failed.reason() != Reason.NOT_FOUND) {
                        throw failed;
                    }
                    // the known head is gone, as after a forced push: back to what is known, by the graph
                    instead = commitsOfHead(head);
                    return instead.next();
                }
                isOver = commits.size() < Pages.SIZE;
                return commits.isEmpty() ? null : item(commits, true);
            }
        };
    }

    private List<JsonNode> compared(String known, String head, int page) throws ApiFailed {
        return transport
                .page("/repos/%s/compare/%s...%s?per_page=%d&page=%d"
                        .formatted(identity.name(), known, head, Pages.SIZE, page))
                .json()
                .path("commits")
                .valueStream()
                .toList();
    }

    /** Of a branch that is nothing else's: what is not known of it, until all that follows is known. */
    Items commitsOfHead(String sha) {
        Pages listing = pages("/commits?sha=" + sha);
        int[] pages = {0};
        return () -> {
            List<JsonNode> page = ++pages[0] > MOST_PAGES_OF_HEAD ? List.of() : listing.nextPage();
            Set<String> unknown = memory.unknownCommits(
                    page.stream().map(one -> text(one, "sha")).toList());
            List<JsonNode> news = page.stream()
                    .filter(one -> unknown.contains(text(one, "sha")))
                    .toList();
            return news.isEmpty() ? null : item(news, true);
        };
    }

    private Items commits(String start) {
        Pages listing = pages("/commits?sha=" + start);
        return counted(listing, () -> {
            List<JsonNode> page = listing.nextPage();
            return page.isEmpty() ? null : item(page, false);
        });
    }

    /** @param isRange whether all of the list is wanted, however old */
    private Item item(List<JsonNode> commits, boolean isRange) {
        ObjectNode body = body();
        ArrayNode list = body.putArray("commits");
        commits.forEach(list::add);
        String first = text(commits.getFirst(), "sha");
        // one old commit among newer ones, or one of a wrong clock, is not the end of what is wanted
        Instant newest = commits.stream()
                .flatMap(commit -> time(commit.path("commit").path("committer"), "date").stream())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        String version = hash(Raw.bytes(body));
        return new Item(
                first,
                version,
                isRange ? clock.instant() : newest,
                commits.size(),
                memory.isKnown(first, version) ? null : told("commits", first, body));
    }

    /** Empty for a repository without commits. */
    private Optional<String> head(String branch) throws ApiFailed {
        try {
            return Optional.of(asked(() -> repository.getBranch(branch)).getSHA1());
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.NOT_FOUND || failed.reason() == Reason.REFUSED) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** What may fail in hub4j. */
    private interface Asking<T> {
        T ask() throws IOException;
    }

    private static <T> T asked(Asking<T> asking) throws ApiFailed {
        try {
            return asking.ask();
        } catch (IOException | RuntimeException e) {
            throw Transport.failure(e);
        }
    }

    private Pages pages(String list) {
        return new Pages(transport, "/repos/" + identity.name() + list);
    }

    private Pages pages(String list, Recall recall) {
        return new Pages(transport, "/repos/" + identity.name() + list, recall::look);
    }

    private ArrayNode all(String list) throws ApiFailed {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Pages pages = pages(list);
        for (JsonNode one = pages.next(); one != null; one = pages.next()) {
            all.add(one);
        }
        return all;
    }

    /** What of a page is known, which is asked for all of it at once. */
    private final class Recall {

        private final String object;
        private final Function<JsonNode, String> version;
        private Map<String, String> versions = Map.of();
        private Set<String> known = Set.of();

        /** @param object the field that says which object it is */
        Recall(String object, Function<JsonNode, String> version) {
            this.object = object;
            this.version = version;
        }

        void look(List<JsonNode> page) {
            versions = new HashMap<>();
            page.forEach(one -> versions.put(text(one, object), version.apply(one)));
            known = memory.known(versions);
        }

        boolean knows(String asked, String asItIs) {
            return known.contains(asked) && asItIs.equals(versions.get(asked));
        }
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("repository", shown);
        return body;
    }

    private static Item item(Chapter chapter, String object, String version, Instant at, @Nullable Told told) {
        return new Item(object, version, at, chapter.counted() == Chapter.Counted.NOTHING ? 0 : 1, told);
    }

    private Told told(String kind, String object, ObjectNode body) {
        byte[] bytes = Raw.bytes(body);
        String key = String.join("/", "history", kind, identity.host(), identity.externalId(), object, hash(bytes));
        return new Told("history/" + kind, key, bytes);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /** What is asked for more by. */
    private static String number(JsonNode node, String field) throws ApiFailed {
        if (!node.path(field).isIntegralNumber()) {
            throw new ApiFailed(Reason.NOT_AN_API, "an object has no number, as GitHub's API documents it");
        }
        return node.path(field).asString();
    }

    private static Optional<Instant> time(JsonNode node, String field) {
        try {
            return Stream.of(text(node, field))
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse)
                    .findFirst();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(whole, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
