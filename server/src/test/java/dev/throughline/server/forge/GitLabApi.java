package dev.throughline.server.forge;

import static dev.throughline.server.forge.Json.object;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as GitLab's REST API does. Its quotas are generous until {@link Faults#limit} says otherwise; a 304 counts against
 * them as every other answer.
 */
public final class GitLabApi extends ForgeServer {

    private static final int DEFAULT_PAGE = 20;
    private static final int MOST_COUNTED = 10_000;
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int MOST_EVENTS = 20;
    private static final Set<String> FINISHED = Set.of("success", "failed", "canceled");
    private static final Set<String> DEPLOYMENT_SORTS =
            Set.of("id", "iid", "created_at", "updated_at", "finished_at", "ref");

    private final ForgeState state;
    private final GitLabJson json = new GitLabJson();
    private final List<Instant> resent = new ArrayList<>();
    private final Map<String, List<Hook>> groupsHooks = new ConcurrentHashMap<>();
    private volatile int resendsAMinute = 5;
    private volatile int mostFiles = 1_000;
    private volatile boolean keepsEvents = true;
    private volatile Hook.Redelivery redelivery = (hook, sent) -> 200;

    public GitLabApi(ForgeState state) {
        this(state, "/api/v4", InstantSource.system());
    }

    /** @param base path of the API: {@code /api/v4}, with more in front where GitLab lies under a path */
    public GitLabApi(ForgeState state, String base, InstantSource time) {
        super(
                base,
                time,
                new Faults(
                        new Faults.Quota(1_000_000, Duration.ofMinutes(1)),
                        new Faults.Quota(500, Duration.ofMinutes(1))));
        this.state = state;
        start();
    }

    /** Gives a group a webhook, which only those that see everything see. Groups without one answer as those of GitLab Free. */
    public void hook(String group, Hook hook) {
        groupsHooks.computeIfAbsent(group, _ -> new CopyOnWriteArrayList<>()).add(hook);
    }

    /** As where what a commit changes is too much behind so many files. */
    public void endDiffsAfter(int files) {
        mostFiles = files;
    }

    /** As an administrator does with a feature flag. */
    public void resendWithoutLimit() {
        resendsAMinute = Integer.MAX_VALUE;
    }

    /** As GitLab before 17.3, which tells nothing of what webhooks sent. */
    public void keepNoEvents() {
        keepsEvents = false;
    }

    /** What a POST to {@code …/resend} does. */
    public void onRedelivery(Hook.Redelivery action) {
        redelivery = action;
    }

    // ---- who asks -------------------------------------------------------------------------------------------------

    @Override
    Access access(Request request) {
        String token = request.header("private-token");
        String bearer = request.header("authorization");
        if (token == null && bearer != null && bearer.startsWith("Bearer ")) {
            token = bearer.substring("Bearer ".length()).trim();
        }
        if (token == null) {
            return Access.ANONYMOUS;
        }
        Access access = granted(token);
        if (access == null || access.hasExpired(now())) {
            throw refusal(401, "401 Unauthorized");
        }
        return access;
    }

    // ---- what is asked --------------------------------------------------------------------------------------------

    @Override
    String kind(Request request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return "";
        }
        if (request.uri().getRawPath().endsWith("/api/graphql")) {
            return "graphql";
        }
        if (path.getFirst().equals("projects") && path.size() > 1) {
            return kind(path.subList(2, path.size()));
        }
        if (path.getFirst().equals("groups") && path.size() > 1) {
            return path.size() == 2 ? "group" : "groups/" + shape(path.subList(2, path.size()));
        }
        return shape(path);
    }

    private static String kind(List<String> rest) {
        if (rest.isEmpty()) {
            return "project";
        }
        if (rest.getFirst().equals("repository") && rest.size() > 2) {
            String tail = rest.size() > 3 ? "/" + shape(rest.subList(3, rest.size())) : "";
            return "repository/" + rest.get(1) + (rest.get(1).equals("commits") ? "/{sha}" : "/{name}") + tail;
        }
        return rest.getFirst().equals("releases") && rest.size() > 1 ? "releases/{tag}" : shape(rest);
    }

    @Override
    Route route(Request request, Access access, int repeated) {
        String kind = kind(request);
        List<String> path = request.path();
        if (!path.isEmpty() && path.getFirst().equals("projects") && path.size() > 1) {
            ForgeRepository repository = repository(request, access);
            List<String> rest = path.subList(2, path.size());
            return new Route(kind, true, () -> answer(request, access, repository, kind, rest, repeated));
        }
        return new Route(kind, true, () -> outside(request, access, kind, repeated));
    }

    private ForgeRepository repository(Request request, Access access) {
        String name = request.path().get(1);
        boolean isId = name.chars().allMatch(Character::isDigit);
        ForgeRepository repository = isId ? state.find(Long.parseLong(name)) : state.named(name);
        ForgeRepository moved = isId || repository != null ? null : state.formerlyNamed(name);
        if (moved != null && access.reads(moved)) {
            throw moved(request, moved);
        }
        if (repository == null || !access.reads(repository)) {
            throw refusal(404, "404 Project Not Found");
        }
        return repository;
    }

    private Refusal moved(Request request, ForgeRepository to) {
        if (!request.method().equals("GET")) {
            return refusal(405, "405 Non GET methods are not allowed for moved projects");
        }
        String query = request.uri().getRawQuery();
        String url = url() + "/projects/" + to.id()
                + request.path().subList(2, request.path().size()).stream()
                        .map(segment -> "/" + GitHubApi.encode(segment))
                        .collect(Collectors.joining())
                + (query == null ? "" : "?" + query);
        return new Refusal(Answer.text(301, "application/json", "null").with("Location", url));
    }

    /** The one query that is asked here: for releases, whose ids no other answer has. */
    private Answer releases(Request request, Access access) {
        requireToken(access);
        JsonNode variables = JsonMapper.shared().readTree(request.body()).path("variables");
        ForgeRepository repository = state.named(variables.path("project").asString());
        if (repository == null || !access.reads(repository)) {
            return Answer.json(object("data", object("project", null)));
        }
        List<Release> all = repository.releases().by(Table.Order.UPDATED).reversed();
        int from = variables.path("after").asString("").isEmpty()
                ? 0
                : Integer.parseInt(variables.path("after").asString());
        List<Release> shown = all.subList(from, Math.min(all.size(), from + 100));
        return Answer.json(object(
                "data",
                object(
                        "project",
                        object(
                                "releases",
                                object(
                                        "nodes",
                                        shown.stream()
                                                .map(release -> json.graphRelease(repository, release))
                                                .toList(),
                                        "pageInfo",
                                        object(
                                                "hasNextPage",
                                                from + shown.size() < all.size(),
                                                "endCursor",
                                                String.valueOf(from + shown.size())))))));
    }

    private Answer outside(Request request, Access access, String kind, int repeated) {
        if (kind.equals("graphql")) {
            return releases(request, access);
        }
        if (kind.startsWith("groups/hooks")) {
            return ofGroup(request, access, kind.substring("groups/".length()), repeated);
        }
        requireGet(request);
        return switch (kind) {
            case "user" -> {
                requireToken(access);
                yield Answer.json(json.user(Person.named("bot")));
            }
            case "version", "metadata" -> {
                requireToken(access);
                yield Answer.json(object("version", "18.6.0-ee", "revision", "0123456789a", "enterprise", true));
            }
            case "projects" ->
                projects(
                        request,
                        state.repositories().stream().filter(access::reads).toList(),
                        repeated);
            case "groups/projects" -> {
                String group = request.path().get(1);
                boolean isDeep = request.parameter("include_subgroups", "false").equals("true");
                List<ForgeRepository> all = state.repositories().stream()
                        .filter(repository -> isIn(repository, group, isDeep))
                        .toList();
                List<ForgeRepository> seen = all.stream().filter(access::reads).toList();
                if (seen.isEmpty()) {
                    throw refusal(404, "404 Group Not Found");
                }
                yield projects(request, seen, repeated);
            }
            default -> throw new Refusal(Answer.json(404, object("error", "404 Not Found")));
        };
    }

    private static boolean isIn(ForgeRepository repository, String group, boolean isDeep) {
        String owner = repository.about().owner();
        return owner.equalsIgnoreCase(group)
                || isDeep && owner.regionMatches(true, 0, group + "/", 0, group.length() + 1);
    }

    private static void requireGet(Request request) {
        if (!request.method().equals("GET")) {
            throw new Refusal(Answer.json(405, object("error", "405 Method Not Allowed")));
        }
    }

    private static void requireToken(Access access) {
        if (access.isAnonymous()) {
            throw refusal(401, "401 Unauthorized");
        }
    }

    /** By offset, or by keyset in order of the id. */
    private Answer projects(Request request, List<ForgeRepository> all, int repeated) {
        boolean isAscending = request.parameter("sort", "desc").equals("asc");
        boolean isKeyset = request.parameter("pagination", "").equals("keyset");
        String archived = request.parameter("archived");
        List<ForgeRepository> wanted = all.stream()
                .filter(repository -> archived == null
                        || archived.equals(String.valueOf(repository.about().archived())))
                .toList();
        if (!isKeyset) {
            return page(request, isAscending ? wanted : wanted.reversed(), json::project, repeated);
        }
        if (!request.parameter("order_by", "created_at").equals("id")) {
            throw noKeyset();
        }
        long after = request.number("id_after", Integer.MIN_VALUE);
        long before = request.number("id_before", Integer.MAX_VALUE);
        List<ForgeRepository> left = wanted.stream()
                .filter(repository -> repository.id() > after && repository.id() < before)
                .toList();
        return keyset(
                request,
                isAscending ? left : left.reversed(),
                json::project,
                isAscending ? "id_after" : "id_before",
                repository -> String.valueOf(repository.id()));
    }

    private static Refusal noKeyset() {
        return new Refusal(
                Answer.json(405, object("error", "Keyset pagination is not yet available for this type of request")));
    }

    // ---- of a project ---------------------------------------------------------------------------------------------

    private Answer answer(
            Request request, Access access, ForgeRepository repository, String kind, List<String> rest, int repeated) {
        if (request.method().equals("POST") && kind.equals("hooks/{n}/events/{n}/resend")) {
            return resend(hook(access, repository, rest), rest);
        }
        requireGet(request);
        boolean isKeyset = request.parameter("pagination", "").equals("keyset");
        if (isKeyset && !kind.equals("repository/tags")) {
            throw noKeyset();
        }
        Answers answers = new Answers(request, repository, repeated);
        return switch (kind) {
            case "project" -> Answer.json(json.project(repository));
            case "deployments" -> answers.deployments();
            case "deployments/{n}" ->
                Answer.json(json.deployment(
                        repository, found(repository.deployments().find(number(rest.get(1))))));
            case "environments" -> answers.environments();
            case "jobs" -> answers.jobs();
            case "merge_requests" -> answers.mergeRequests();
            case "merge_requests/{n}" -> Answer.json(json.wholeMergeRequest(repository, pull(repository, rest)));
            case "merge_requests/{n}/commits" -> answers.commitsOf(pull(repository, rest));
            case "merge_requests/{n}/approvals" -> Answer.json(json.approvals(repository, pull(repository, rest)));
            case "merge_requests/{n}/notes" -> answers.notes(pull(repository, rest), access.holds(repository));
            case "issues" -> answers.issues(access.holds(repository));
            case "issues/{n}" -> Answer.json(json.issue(repository, issue(access, repository, rest)));
            case "issues/{n}/notes" -> answers.notes(issue(access, repository, rest), access.holds(repository));
            case "releases" ->
                page(
                        request,
                        repository.releases().by(Table.Order.UPDATED).reversed(),
                        release -> json.release(repository, release),
                        repeated);
            case "pipelines" -> answers.pipelines();
            case "pipelines/{n}" ->
                Answer.json(
                        json.wholePipeline(repository, found(repository.runs().find(number(rest.get(1))))));
            case "repository/commits" -> answers.commits();
            case "repository/commits/{sha}" -> Answer.json(json.wholeCommit(repository, commit(repository, rest)));
            case "repository/commits/{sha}/diff" ->
                page(
                        request,
                        commit(repository, rest).files().stream()
                                .limit(mostFiles)
                                .toList(),
                        json::diff,
                        repeated);
            case "repository/compare" -> answers.compare();
            case "repository/tags" -> answers.tags(isKeyset);
            case "repository/branches" ->
                page(
                        request,
                        List.copyOf(repository.branches().entrySet()),
                        branch -> json.branch(repository, branch.getKey(), branch.getValue()),
                        repeated);
            case "hooks" -> {
                requireAdmin(access, repository);
                yield page(request, repository.hooks(), hook -> json.hook(repository, hook, now()), repeated);
            }
            case "hooks/{n}" -> Answer.json(json.hook(repository, hook(access, repository, rest), now()));
            case "hooks/{n}/events" -> events(request, hook(access, repository, rest), repeated);
            default -> throw new Refusal(Answer.json(404, object("error", "404 Not Found")));
        };
    }

    private Answer ofGroup(Request request, Access access, String kind, int repeated) {
        requireToken(access);
        List<String> rest = request.path().subList(2, request.path().size());
        List<Hook> hooks = found(groupsHooks.get(request.path().get(1)));
        if (!access.admin() || access.repositories() != null) {
            throw refusal(403, "403 Forbidden");
        }
        if (kind.equals("hooks")) {
            return page(request, hooks, hook -> json.hook(null, hook, now()), repeated);
        }
        Hook hook = found(hooks.stream()
                .filter(one -> one.id() == number(rest.get(1)))
                .findFirst()
                .orElse(null));
        return switch (request.method() + " " + kind) {
            case "GET hooks/{n}" -> Answer.json(json.hook(null, hook, now()));
            case "GET hooks/{n}/events" -> events(request, hook, repeated);
            case "POST hooks/{n}/events/{n}/resend" -> resend(hook, rest);
            default -> throw new Refusal(Answer.json(404, object("error", "404 Not Found")));
        };
    }

    private Answer resend(Hook hook, List<String> rest) {
        if (!keepsEvents) {
            throw new Refusal(Answer.json(404, object("error", "404 Not Found")));
        }
        Hook.Sent sent = found(kept(hook).stream()
                .filter(event -> event.id() == number(rest.get(3)))
                .findFirst()
                .orElse(null));
        synchronized (resent) {
            resent.removeIf(at -> at.isBefore(now().minus(Duration.ofMinutes(1))));
            if (resent.size() >= resendsAMinute) {
                throw refusal(429, "This endpoint has been requested too many times. Try again later.");
            }
            resent.add(now());
        }
        Instant until = hook.disabledUntil();
        if (until != null && until.isAfter(now())) {
            throw refusal(422, "422 Unprocessable Entity - Hook disabled");
        }
        int status = redelivery.send(hook, sent);
        hook.sent(sent.guid(), now(), true, status, sent.headers(), sent.payload());
        return status == 0
                ? Answer.json(422, object("message", "internal error"))
                : Answer.json(201, object("response_status", status));
    }

    private Answer events(Request request, Hook hook, int repeated) {
        if (!keepsEvents) {
            throw new Refusal(Answer.json(404, object("error", "404 Not Found")));
        }
        if (request.number("per_page", MOST_EVENTS) > MOST_EVENTS) {
            throw new Refusal(Answer.json(400, object("error", "per_page does not have a valid value")));
        }
        String status = request.parameter("status");
        return page(
                request,
                kept(hook).stream()
                        .filter(sent -> status == null || hasStatus(sent, status))
                        .toList(),
                sent -> json.event(hook, sent),
                repeated);
    }

    private static boolean hasStatus(Hook.Sent sent, String status) {
        return switch (status) {
            case "successful" -> sent.status() >= 200 && sent.status() < 300;
            case "client_failure" -> sent.status() >= 400 && sent.status() < 500;
            case "server_failure" -> sent.status() >= 500 || sent.status() == 0;
            default -> String.valueOf(sent.status()).equals(status);
        };
    }

    private List<Hook.Sent> kept(Hook hook) {
        Instant oldest = now().minus(KEPT);
        return hook.deliveries().stream()
                .filter(sent -> sent.at().isAfter(oldest))
                .sorted(Comparator.comparingLong(Hook.Sent::id).reversed())
                .toList();
    }

    private static void requireAdmin(Access access, ForgeRepository repository) {
        requireToken(access);
        if (!access.administers(repository)) {
            throw refusal(403, "403 Forbidden");
        }
    }

    private static Hook hook(Access access, ForgeRepository repository, List<String> rest) {
        requireAdmin(access, repository);
        return found(repository.hooks().stream()
                .filter(hook -> hook.id() == number(rest.get(1)))
                .findFirst()
                .orElse(null));
    }

    private static Pull pull(ForgeRepository repository, List<String> rest) {
        return found(repository.pulls().find(number(rest.get(1))));
    }

    private static Issue issue(Access access, ForgeRepository repository, List<String> rest) {
        Issue issue = found(repository.issues().find(number(rest.get(1))));
        if (issue.confidential() && !access.holds(repository)) {
            throw refusal(404, "404 Not found");
        }
        return issue;
    }

    private static Commit commit(ForgeRepository repository, List<String> rest) {
        Commit commit = repository.resolve(rest.get(2));
        if (commit == null) {
            throw refusal(404, "404 Commit Not Found");
        }
        return commit;
    }

    private static <T> T found(@Nullable T found) {
        if (found == null) {
            throw refusal(404, "404 Not found");
        }
        return found;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refusal(404, "404 Not found");
        }
    }

    /** The lists of one project as one request wants them. */
    private final class Answers {

        private final Request request;
        private final ForgeRepository repository;
        private final int repeated;
        private final boolean isAscending;

        Answers(Request request, ForgeRepository repository, int repeated) {
            this.request = request;
            this.repository = repository;
            this.repeated = repeated;
            this.isAscending = request.parameter("sort", "desc").equals("asc");
        }

        private <T> Answer paged(List<T> list, Function<T, Object> written) {
            return page(request, list, written, repeated);
        }

        private @Nullable Instant time(String name) {
            return request.time(name, new Refusal(Answer.json(400, object("error", name + " is invalid"))));
        }

        Answer deployments() {
            String sort = request.parameter("order_by", "id");
            String status = request.parameter("status");
            if (!DEPLOYMENT_SORTS.contains(sort)) {
                throw new Refusal(Answer.json(400, object("error", "order_by does not have a valid value")));
            }
            checkDeployments(sort, status);
            List<Predicate<Deployment>> wanted = new ArrayList<>();
            between("updated", Deployment::updatedAt, wanted);
            between("finished", Deployment::updatedAt, wanted);
            equal("environment", Deployment::environment, wanted);
            equal("status", Deployment::state, wanted);
            Comparator<Deployment> order = switch (sort) {
                case "created_at" -> Comparator.comparing(Deployment::createdAt);
                case "updated_at", "finished_at" -> Comparator.comparing(Deployment::updatedAt);
                case "ref" -> Comparator.comparing(Deployment::ref);
                case "iid" -> Comparator.comparingInt(Deployment::iid);
                default -> Comparator.comparingLong(Deployment::id);
            };
            boolean isDescending = request.parameter("sort", "asc").equals("desc");
            Comparator<Deployment> whole = order.thenComparingLong(Deployment::id);
            List<Deployment> all = GitHubApi.filtered(repository.deployments().by(Table.Order.KEY), wanted).stream()
                    .sorted(isDescending ? whole.reversed() : whole)
                    .toList();
            return paged(all, deployment -> json.deployment(repository, deployment));
        }

        /** Those that deploy; newest first, as GitLab lists them. */
        Answer jobs() {
            List<Deployment> all = repository.deployments().by(Table.Order.KEY).stream()
                    .filter(deployment -> deployment.job() != null)
                    .sorted(Comparator.comparingLong(Deployment::id).reversed())
                    .toList();
            return paged(all, deployment -> json.job(repository, deployment));
        }

        /** GitLab refuses what it has no index for. */
        private void checkDeployments(String sort, @Nullable String status) {
            boolean byUpdate = has("updated_after") || has("updated_before");
            boolean byFinish = has("finished_after") || has("finished_before");
            refuseIf(byUpdate && byFinish, "Both `updated_at` filter and `finished_at` filter can not be specified");
            refuseIf(byUpdate && !sort.equals("updated_at"), "`updated_at` filter requires `updated_at` sort");
            refuseIf(byFinish && !sort.equals("finished_at"), "`finished_at` filter requires `finished_at` sort.");
            refuseIf(
                    sort.equals("finished_at") && !byFinish && (status == null || !FINISHED.contains(status)),
                    "`finished_at` sort requires `finished_at` filter or a filter with at least one of the finished"
                            + " statuses.");
            refuseIf(
                    byFinish && !Objects.equals(status, "success"),
                    "`finished_at` filter must be combined with `success` status filter.");
        }

        private boolean has(String parameter) {
            return request.parameter(parameter) != null;
        }

        private void refuseIf(boolean refused, String why) {
            if (refused) {
                throw refusal(400, "400 Bad request - " + why);
            }
        }

        Answer environments() {
            Map<String, Deployment> newest = new LinkedHashMap<>();
            repository.deployments().by(Table.Order.CREATED).forEach(each -> newest.put(each.environment(), each));
            String name = request.parameter("name");
            return paged(
                    newest.values().stream()
                            .filter(each -> name == null || each.environment().equals(name))
                            .toList(),
                    json::environment);
        }

        Answer mergeRequests() {
            List<Predicate<Pull>> wanted = new ArrayList<>();
            switch (request.parameter("state", "all")) {
                case "opened" -> wanted.add(Pull::isOpen);
                case "merged" -> wanted.add(Pull::isMerged);
                case "closed" -> wanted.add(pull -> !pull.isOpen() && !pull.isMerged());
                default -> {}
            }
            equal("target_branch", Pull::baseRef, wanted);
            labelled(wanted);
            between("created", Pull::createdAt, wanted);
            return paged(tickets(repository.pulls(), wanted), pull -> json.mergeRequest(repository, pull));
        }

        private <T extends Ticket> List<T> tickets(Table<T> table, List<Predicate<T>> wanted) {
            boolean byUpdate = request.parameter("order_by", "created_at").equals("updated_at");
            List<T> all = table.by(byUpdate ? Table.Order.UPDATED : Table.Order.CREATED);
            Instant after = time("updated_after");
            if (after != null && (byUpdate || all instanceof LazyTable.Rows<?>)) {
                all = all.subList(GitHubApi.firstUpdatedSince(all, after), all.size());
            } else if (after != null) {
                wanted.add(ticket -> !ticket.updatedAt().isBefore(after));
            }
            Instant before = time("updated_before");
            if (before != null) {
                wanted.add(ticket -> !ticket.updatedAt().isAfter(before));
            }
            return GitHubApi.filtered(isAscending ? all : all.reversed(), wanted);
        }

        private <T extends Ticket> void labelled(List<Predicate<T>> wanted) {
            String labels = request.parameter("labels");
            if (labels != null) {
                List<String> all = List.of(labels.split(","));
                wanted.add(ticket -> ticket.labels().containsAll(all));
            }
        }

        Answer commitsOf(Pull pull) {
            return paged(repository.commitsOf(pull).reversed(), commit -> json.commit(repository, commit, false));
        }

        Answer notes(Ticket ticket, boolean internalToo) {
            List<Map<String, @Nullable Object>> notes = json.notes(repository, ticket, internalToo);
            notes.sort(Comparator.comparing(note -> String.valueOf(note.get("created_at"))));
            return paged(isAscending ? notes : notes.reversed(), note -> note);
        }

        Answer issues(boolean confidentialToo) {
            List<Predicate<Issue>> wanted = new ArrayList<>();
            switch (request.parameter("state", "all")) {
                case "opened" -> wanted.add(Issue::isOpen);
                case "closed" -> wanted.add(issue -> !issue.isOpen());
                default -> {}
            }
            if (!confidentialToo) {
                wanted.add(issue -> !issue.confidential());
            }
            equal("issue_type", issue -> issue.incident() ? "incident" : "issue", wanted);
            labelled(wanted);
            between("created", Issue::createdAt, wanted);
            return paged(tickets(repository.issues(), wanted), issue -> json.issue(repository, issue));
        }

        Answer pipelines() {
            List<Predicate<Run>> wanted = new ArrayList<>();
            equal("ref", Run::ref, wanted);
            equal("sha", Run::sha, wanted);
            equal("source", Run::event, wanted);
            equal("status", run -> String.valueOf(run.attempts().getLast().conclusion()), wanted);
            between("updated", Run::updatedAt, wanted);
            between("created", Run::createdAt, wanted);
            boolean byUpdate = request.parameter("order_by", "id").equals("updated_at");
            List<Run> all = repository.runs().by(byUpdate ? Table.Order.UPDATED : Table.Order.KEY);
            return paged(
                    GitHubApi.filtered(isAscending ? all : all.reversed(), wanted),
                    run -> json.pipeline(repository, run));
        }

        /** Without totals. */
        Answer commits() {
            String ref = request.parameter("ref_name");
            List<Commit> all;
            if (request.parameter("all", "false").equals("true")) {
                all = repository.commits().all();
            } else if (ref != null && ref.contains("..")) {
                String[] ends = ref.split("\\.\\.", 2);
                all = repository
                        .commits()
                        .range(
                                found(repository.resolve(ends[0])).sha(),
                                found(repository.resolve(ends[1])).sha())
                        .reversed();
            } else if (repository.branches().isEmpty()) {
                throw refusal(404, "404 Repository Not Found");
            } else {
                Commit from =
                        repository.resolve(ref == null ? repository.about().defaultBranch() : ref);
                all = from == null ? List.of() : repository.commits().log(from.sha());
            }
            List<Predicate<Commit>> wanted = new ArrayList<>();
            Instant since = time("since");
            Instant until = time("until");
            if (since != null) {
                wanted.add(commit -> !commit.committedAt().isBefore(since));
            }
            if (until != null) {
                wanted.add(commit -> !commit.committedAt().isAfter(until));
            }
            return page(
                    request,
                    GitHubApi.filtered(all, wanted),
                    commit -> json.commit(repository, commit, true),
                    repeated,
                    false);
        }

        Answer compare() {
            Commit from = found(repository.resolve(request.parameter("from", "")));
            Commit to = found(repository.resolve(request.parameter("to", "")));
            List<Commit> range = repository.commits().range(from.sha(), to.sha());
            return Answer.json(object(
                    "commit",
                    range.isEmpty() ? null : json.commit(repository, range.getLast(), true),
                    "commits",
                    range.stream()
                            .map(commit -> json.commit(repository, commit, true))
                            .toList(),
                    "diffs",
                    List.of(),
                    "compare_timeout",
                    false,
                    "compare_same_ref",
                    from.equals(to)));
        }

        /** By name where the keyset needs it, else newest first. */
        Answer tags(boolean isKeyset) {
            List<Tag> byName = List.copyOf(repository.tags().values());
            Function<Tag, Object> written = tag -> json.tag(repository, tag);
            if (isKeyset) {
                String token = request.parameter("page_token", "");
                BiPredicate<String, String> isBehind = isAscending
                        ? (name, last) -> last.isEmpty() || name.compareTo(last) > 0
                        : (name, last) -> last.isEmpty() || name.compareTo(last) < 0;
                List<Tag> left = byName.stream()
                        .filter(tag -> isBehind.test(tag.name(), token))
                        .toList();
                return keyset(request, isAscending ? left : left.reversed(), written, "page_token", Tag::name);
            }
            List<Tag> byTime = byName.stream()
                    .sorted(Comparator.comparing(this::committedAt).thenComparing(Tag::name))
                    .toList();
            List<Tag> sorted = request.parameter("order_by", "updated").equals("name") ? byName : byTime;
            return paged(isAscending ? sorted : sorted.reversed(), written);
        }

        private Instant committedAt(Tag tag) {
            Commit commit = repository.commits().find(tag.sha());
            return commit == null ? Instant.EPOCH : commit.committedAt();
        }

        private <T> void between(String what, Function<T, Instant> at, List<Predicate<T>> wanted) {
            Instant after = time(what + "_after");
            Instant before = time(what + "_before");
            if (after != null) {
                wanted.add(row -> !at.apply(row).isBefore(after));
            }
            if (before != null) {
                wanted.add(row -> !at.apply(row).isAfter(before));
            }
        }

        private <T> void equal(String parameter, Function<T, String> value, List<Predicate<T>> wanted) {
            String asked = request.parameter(parameter);
            if (asked != null) {
                wanted.add(row -> value.apply(row).equals(asked));
            }
        }
    }

    // ---- how it is told -------------------------------------------------------------------------------------------

    private <T> Answer page(Request request, List<T> list, Function<T, Object> written, int repeated) {
        return page(request, list, written, repeated, list.size() <= MOST_COUNTED);
    }

    private <T> Answer page(
            Request request, List<T> list, Function<T, Object> written, int repeated, boolean isCounted) {
        Paging paging = Paging.of(request, DEFAULT_PAGE, repeated);
        Answer answer = Answer.json(paging.of(list).stream().map(written).toList());
        int number = paging.number();
        int last = paging.last(list);
        Map<String, Integer> links = new LinkedHashMap<>();
        if (number > 1) {
            links.put("prev", number - 1);
        }
        if (number < last) {
            links.put("next", number + 1);
        }
        links.put("first", 1);
        if (isCounted) {
            links.put("last", last);
            answer.with("X-Total", list.size()).with("X-Total-Pages", last);
        }
        return answer.with("X-Page", number)
                .with("X-Per-Page", paging.size())
                .with("X-Prev-Page", number > 1 ? String.valueOf(number - 1) : "")
                .with("X-Next-Page", number < last ? String.valueOf(number + 1) : "")
                .with(
                        "Link",
                        links.entrySet().stream()
                                .map(page -> link(
                                        request,
                                        Map.of(
                                                "page",
                                                String.valueOf(page.getValue()),
                                                "per_page",
                                                String.valueOf(paging.size())),
                                        page.getKey()))
                                .collect(Collectors.joining(", ")));
    }

    /** Only the link to the next page, and no numbers. */
    private <T> Answer keyset(
            Request request,
            List<T> left,
            Function<? super T, Object> written,
            String parameter,
            Function<T, String> key) {
        int size = Paging.of(request, DEFAULT_PAGE, 0).size();
        List<T> shown = left.subList(0, Math.min(size, left.size()));
        Answer answer = Answer.json(shown.stream().map(written).toList());
        return left.size() <= size
                ? answer
                : answer.with("Link", link(request, Map.of(parameter, key.apply(shown.getLast())), "next"));
    }

    private String link(Request request, Map<String, String> changed, String relation) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.putAll(changed);
        String parameters = query.entrySet().stream()
                .map(parameter -> GitHubApi.encode(parameter.getKey()) + "=" + GitHubApi.encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String path = request.path().stream()
                .map(segment -> "/" + GitHubApi.encode(segment))
                .collect(Collectors.joining());
        return "<" + url() + path + "?" + parameters + ">; rel=\"" + relation + "\"";
    }

    @Override
    Answer limited(Faults.Standing standing) {
        long left = Math.max(1, ceiling(Duration.between(now(), standing.reset())));
        return Answer.text(429, "text/plain", "Retry later\n").with("Retry-After", left);
    }

    @Override
    Answer secondary(Fault.SecondaryLimit limit, long secondsLeft) {
        Answer answer = Answer.text(limit.status(), "text/plain", "Retry later\n");
        return limit.told() ? answer.with("Retry-After", secondsLeft) : answer;
    }

    @Override
    void tell(Faults.Standing standing, Answer answer) {
        Instant reset = shown(standing.reset());
        answer.with("RateLimit-Limit", standing.limit())
                .with("RateLimit-Name", "throttle_authenticated_api")
                .with("RateLimit-Observed", standing.used())
                .with("RateLimit-Remaining", standing.remaining())
                .with("RateLimit-Reset", ceiling(Duration.between(Instant.EPOCH, reset)))
                .with(
                        "RateLimit-ResetTime",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(reset.atOffset(ZoneOffset.UTC)));
    }

    @Override
    boolean isNotModifiedFree() {
        return false;
    }

    private static Refusal refusal(int status, String message) {
        return new Refusal(Answer.json(status, object("message", message)));
    }
}
