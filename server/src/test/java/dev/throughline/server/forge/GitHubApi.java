package dev.throughline.server.forge;

import static dev.throughline.server.forge.Json.object;
import static dev.throughline.server.forge.Json.seconds;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers as GitHub's REST API does. Its quotas are generous until {@link Faults#limit} says otherwise; who brings no token
 * has 60 requests an hour and sees public repositories only.
 */
public final class GitHubApi extends ForgeServer {

    private static final int DEFAULT_PAGE = 30;
    private static final int MOST_COMMITS = 250;
    private static final int MOST_FILES = 3_000;
    private static final int FILES_OF_A_PAGE = 300;
    private static final String DOCUMENTATION = "https://docs.github.com/rest";

    private final ForgeState state;
    private final GitHubJson json;
    private final boolean isEnterprise;
    private final AtomicInteger installationTokens = new AtomicInteger();
    private final Map<String, List<Hook>> ownersHooks = new ConcurrentHashMap<>();
    private volatile @Nullable App app;
    private volatile @Nullable Hook appHook;
    private volatile Hook.Redelivery redelivery = (hook, sent) -> 200;

    private record App(String id, PublicKey key, long installation, Set<String> repositories, Duration lifetime) {}

    public GitHubApi(ForgeState state) {
        this(state, "", InstantSource.system());
    }

    /** @param base path of the API: empty, or {@code /api/v3} as on GitHub Enterprise Server */
    public GitHubApi(ForgeState state, String base, InstantSource time) {
        super(
                base,
                time,
                new Faults(
                        new Faults.Quota(1_000_000, Duration.ofHours(1)), new Faults.Quota(60, Duration.ofHours(1))));
        this.state = state;
        this.json = new GitHubJson(url().toString());
        this.isEnterprise = !base.isEmpty();
        start();
    }

    /**
     * A GitHub App and its one installation.
     *
     * @param id of the app, or its client id: what its tokens name as issuer
     * @param lifetime of installation tokens; an hour at GitHub
     */
    public void app(String id, PublicKey key, long installation, Duration lifetime, String... repositories) {
        app = new App(id, key, installation, Set.of(repositories), lifetime);
    }

    /** Gives an organisation a webhook. */
    public void hook(String owner, Hook hook) {
        ownersHooks.computeIfAbsent(owner, _ -> new CopyOnWriteArrayList<>()).add(hook);
    }

    /** The webhook of the app. */
    public void appHook(Hook hook) {
        appHook = hook;
    }

    /** What a POST to {@code …/attempts} does. */
    public void onRedelivery(Hook.Redelivery action) {
        redelivery = action;
    }

    // ---- who asks -------------------------------------------------------------------------------------------------

    @Override
    Access access(Request request) {
        if (request.header("user-agent") == null) {
            throw new Refusal(
                    Answer.text(
                            403,
                            "text/html",
                            "Request forbidden by administrative rules. Please make sure your request has a User-Agent header"));
        }
        String header = request.header("authorization");
        if (header == null) {
            return Access.ANONYMOUS;
        }
        String[] words = header.trim().split("\\s+", 2);
        String scheme = words[0].toLowerCase(Locale.ROOT);
        if (words.length < 2 || !(scheme.equals("bearer") || scheme.equals("token"))) {
            throw refusal(401, "Bad credentials");
        }
        App known = app;
        if (!request.path().isEmpty() && request.path().getFirst().equals("app")) {
            return app(words[1], known);
        }
        Access access = granted(words[1]);
        if (access == null || access.hasExpired(now())) {
            throw refusal(401, "Bad credentials");
        }
        return access;
    }

    private Access app(String token, @Nullable App known) {
        if (known == null) {
            throw refusal(401, "A JSON web token could not be decoded");
        }
        String objection = JsonWebToken.objection(token, known.id(), known.key(), now());
        if (objection != null) {
            throw refusal(objection.equals("Integration not found") ? 404 : 401, objection);
        }
        return new Access("app " + known.id(), known.repositories(), true, null);
    }

    // ---- what is asked --------------------------------------------------------------------------------------------

    @Override
    String kind(Request request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return "";
        }
        return switch (path.getFirst()) {
            case "repos" -> path.size() < 3 ? "repos" : kind(path.subList(3, path.size()));
            case "repositories" -> path.size() < 2 ? "repositories" : kind(path.subList(2, path.size()));
            case "orgs", "users" ->
                path.size() < 3 ? path.getFirst() : path.getFirst() + "/" + shape(path.subList(2, path.size()));
            default -> shape(path);
        };
    }

    private static String kind(List<String> rest) {
        if (rest.isEmpty()) {
            return "repository";
        }
        boolean isNamed = rest.size() > 1;
        return switch (rest.getFirst()) {
            case "commits" -> isNamed ? "commits/{sha}" : "commits";
            case "compare" -> "compare";
            case "branches" -> isNamed ? "branches/{name}" : "branches";
            case "git" ->
                rest.size() > 2 && rest.get(1).equals("ref")
                        ? "git/ref/" + rest.get(2)
                        : rest.size() > 2 && rest.get(1).equals("tags") ? "git/tags" : shape(rest);
            case "releases" -> rest.size() > 2 ? "releases/tags" : shape(rest);
            default -> shape(rest);
        };
    }

    @Override
    Route route(Request request, Access access, int repeated) {
        List<String> path = request.path();
        String kind = kind(request);
        if (path.isEmpty()) {
            return new Route(kind, true, this::root);
        }
        return switch (path.getFirst()) {
            case "repos", "repositories" -> {
                int used = path.getFirst().equals("repos") ? 3 : 2;
                if (path.size() < used) {
                    throw notFound();
                }
                ForgeRepository repository = repository(request, access);
                List<String> rest = path.subList(used, path.size());
                yield new Route(kind, true, () -> answer(request, access, repository, kind, rest, repeated));
            }
            case "rate_limit" -> new Route(kind, false, () -> rateLimit(access));
            default -> new Route(kind, true, () -> outside(request, access, kind, repeated));
        };
    }

    private Answer root() {
        return Answer.json(object(
                "current_user_url",
                url() + "/user",
                "rate_limit_url",
                url() + "/rate_limit",
                "repository_url",
                url() + "/repos/{owner}/{repo}"));
    }

    private ForgeRepository repository(Request request, Access access) {
        List<String> path = request.path();
        ForgeRepository repository;
        if (path.getFirst().equals("repositories")) {
            repository = state.find(number(path.get(1)));
        } else {
            String name = path.get(1) + "/" + path.get(2);
            repository = state.named(name);
            ForgeRepository moved = repository == null ? state.formerlyNamed(name) : null;
            if (moved != null && access.reads(moved)) {
                throw moved(request, moved);
            }
        }
        if (repository == null || !access.reads(repository)) {
            throw notFound();
        }
        return repository;
    }

    private Refusal moved(Request request, ForgeRepository to) {
        String query = request.uri().getRawQuery();
        String rest = request.path().subList(3, request.path().size()).stream()
                .map(segment -> "/" + encode(segment))
                .collect(Collectors.joining());
        String url = url() + "/repositories/" + to.id() + rest + (query == null ? "" : "?" + query);
        return new Refusal(
                Answer.json(301, object("message", "Moved Permanently", "url", url, "documentation_url", DOCUMENTATION))
                        .with("Location", url));
    }

    private Answer outside(Request request, Access access, String kind, int repeated) {
        if (kind.startsWith("orgs/hooks")) {
            return ofOwner(request, access, kind.substring("orgs/".length()), repeated);
        }
        if (kind.startsWith("app/hook/")) {
            return ofApp(request, kind.substring("app/hook/".length()));
        }
        return switch (request.method() + " " + kind) {
            case "GET user" -> {
                requireToken(access);
                yield Answer.json(json.user(Person.named("bot"))).with("X-OAuth-Scopes", "repo");
            }
            case "GET meta" ->
                Answer.json(
                        isEnterprise
                                ? object("installed_version", "3.17.0")
                                : object("verifiable_password_authentication", false));
            case "GET orgs/repos", "GET users/repos" -> owned(request, access, repeated);
            case "GET user/repos" -> {
                requireToken(access);
                yield page(
                        request,
                        state.repositories().stream().filter(access::holds).toList(),
                        this::whole,
                        repeated);
            }
            case "GET installation/repositories" -> installed(request, access, repeated);
            case "GET app" ->
                Answer.json(object(
                        "id",
                        Math.abs(knownApp().id().hashCode()),
                        "slug",
                        "throughline",
                        "name",
                        "Throughline",
                        "html_url",
                        "https://github.com/apps/throughline",
                        "events",
                        List.of(),
                        "permissions",
                        object("metadata", "read")));
            case "GET app/installations" -> Answer.json(List.of(installation()));
            case "GET app/installations/{n}" -> Answer.json(installation());
            case "POST app/installations/{n}/access_tokens" -> accessToken(request);
            default -> throw notFound();
        };
    }

    private Answer ofOwner(Request request, Access access, String kind, int repeated) {
        List<String> path = request.path();
        if (!access.admin()) {
            throw notFound();
        }
        List<Hook> hooks = ownersHooks.getOrDefault(path.get(1), List.of());
        if (kind.equals("hooks")) {
            return page(request, hooks, hook -> json.hook(null, hook), repeated);
        }
        Hook hook = known(hooks.stream()
                .filter(one -> one.id() == number(path.get(3)))
                .findFirst()
                .orElse(null));
        return switch (request.method() + " " + kind) {
            case "GET hooks/{n}/deliveries" -> deliveries(request, hook, null);
            case "POST hooks/{n}/deliveries/{n}/attempts" -> redeliver(hook, path.get(5));
            default -> throw notFound();
        };
    }

    private Answer ofApp(Request request, String kind) {
        Hook hook = known(appHook);
        return switch (request.method() + " " + kind) {
            case "GET config" -> Answer.json(object("content_type", "json", "insecure_ssl", "0", "url", hook.url()));
            case "GET deliveries" -> deliveries(request, hook, null);
            case "POST deliveries/{n}/attempts" ->
                redeliver(hook, request.path().get(3));
            default -> throw notFound();
        };
    }

    private Object whole(ForgeRepository repository) {
        return json.wholeRepository(repository);
    }

    private Answer owned(Request request, Access access, int repeated) {
        String owner = request.path().get(1);
        List<ForgeRepository> all = state.repositories().stream()
                .filter(repository -> repository.about().owner().equalsIgnoreCase(owner))
                .toList();
        if (all.isEmpty()) {
            throw notFound();
        }
        return page(request, all.stream().filter(access::reads).toList(), this::whole, repeated);
    }

    private void requireToken(Access access) {
        if (access.isAnonymous()) {
            throw refusal(401, "Requires authentication");
        }
    }

    private Answer installed(Request request, Access access, int repeated) {
        requireToken(access);
        if (!access.who().startsWith("installation")) {
            throw refusal(
                    403,
                    "You must authenticate with an installation access token in order to list repositories for an installation.");
        }
        List<ForgeRepository> all =
                state.repositories().stream().filter(access::holds).toList();
        Answer page = page(request, all, this::whole, repeated);
        Object body = object(
                "total_count",
                all.size(),
                "repository_selection",
                "selected",
                "repositories",
                Paging.of(request, DEFAULT_PAGE, repeated).of(all).stream()
                        .map(this::whole)
                        .toList());
        return new Answer(200, Json.bytes(body), page.headers());
    }

    private App knownApp() {
        App known = app;
        if (known == null) {
            throw notFound();
        }
        return known;
    }

    private Map<String, @Nullable Object> installation() {
        App known = knownApp();
        return object(
                "id",
                known.installation(),
                "app_id",
                known.id(),
                "repository_selection",
                "selected",
                "suspended_at",
                null);
    }

    private Answer accessToken(Request request) {
        App known = knownApp();
        if (number(request.path().get(2)) != known.installation()) {
            throw notFound();
        }
        Set<String> repositories = new HashSet<>();
        JsonNode names = request.json().path("repositories");
        for (String repository : known.repositories()) {
            String name = repository.substring(repository.indexOf('/') + 1);
            if (!names.isArray()
                    || names.valueStream().anyMatch(wanted -> wanted.asString().equals(name))) {
                repositories.add(repository);
            }
        }
        String token = "ghs_" + Shas.of("installation", known.installation(), installationTokens.incrementAndGet());
        Instant expiresAt = now().plus(known.lifetime());
        grant(token, new Access("installation " + known.installation(), repositories, true, expiresAt));
        return Answer.json(
                201,
                object(
                        "token",
                        token,
                        "expires_at",
                        seconds(expiresAt),
                        "permissions",
                        object("deployments", "read", "issues", "read", "metadata", "read", "pull_requests", "read"),
                        "repository_selection",
                        "selected"));
    }

    private Answer rateLimit(Access access) {
        Faults.Standing standing = faults().standing(access, now());
        Object core = object(
                "limit",
                standing.limit(),
                "used",
                standing.used(),
                "remaining",
                standing.remaining(),
                "reset",
                resetSeconds(standing));
        return Answer.json(object("resources", object("core", core), "rate", core));
    }

    // ---- of a repository ------------------------------------------------------------------------------------------

    private Answer answer(
            Request request, Access access, ForgeRepository repository, String kind, List<String> rest, int repeated) {
        if (request.method().equals("POST")) {
            if (kind.equals("hooks/{n}/deliveries/{n}/attempts")) {
                return redeliver(hook(access, repository, rest.get(1)), rest.get(3));
            }
            throw notFound();
        }
        Answers answers = new Answers(request, repository, repeated);
        return switch (kind) {
            case "repository" -> Answer.json(json.wholeRepository(repository));
            case "deployments" -> answers.deployments();
            case "deployments/{n}" -> Answer.json(json.deployment(repository, deployment(repository, rest.get(1))));
            case "deployments/{n}/statuses" -> answers.statuses(deployment(repository, rest.get(1)));
            case "pulls" -> answers.pulls();
            case "pulls/{n}" -> Answer.json(json.wholePull(repository, pull(repository, rest.get(1))));
            case "pulls/{n}/commits" -> answers.commitsOf(pull(repository, rest.get(1)));
            case "pulls/{n}/reviews" -> {
                Pull pull = pull(repository, rest.get(1));
                yield page(request, pull.reviews(), review -> json.review(repository, pull, review), repeated);
            }
            case "issues" -> answers.issues();
            case "issues/{n}" -> Answer.json(json.issue(repository, ticket(repository, rest.get(1))));
            case "issues/{n}/comments" -> answers.comments(ticket(repository, rest.get(1)));
            case "releases" ->
                page(
                        request,
                        repository.releases().by(Table.Order.CREATED).reversed(),
                        release -> json.release(repository, release),
                        repeated);
            case "tags" ->
                page(
                        request,
                        List.copyOf(repository.tags().values()).reversed(),
                        tag -> json.tag(repository, tag),
                        repeated);
            case "git/ref/tags", "git/ref/heads" ->
                ref(repository, kind, String.join("/", rest.subList(3, rest.size())));
            case "git/tags" -> tagObject(repository, rest.getLast());
            case "branches" ->
                page(
                        request,
                        List.copyOf(repository.branches().entrySet()),
                        branch -> json.branch(repository, branch.getKey(), branch.getValue()),
                        repeated);
            case "branches/{name}" -> branch(repository, String.join("/", rest.subList(1, rest.size())));
            case "commits" -> answers.commits();
            case "commits/{sha}" -> answers.commit(String.join("/", rest.subList(1, rest.size())));
            case "compare" -> answers.compare(String.join("/", rest.subList(1, rest.size())));
            case "actions/runs" -> answers.runs();
            case "actions/runs/{n}" -> {
                Run run = run(repository, rest.get(2));
                yield Answer.json(json.run(repository, run, run.attempts().size()));
            }
            case "actions/runs/{n}/attempts/{n}" -> attempt(repository, run(repository, rest.get(2)), rest.get(4));
            case "installation" -> Answer.json(installation());
            case "hooks" -> {
                requireAdmin(access, repository);
                yield page(request, repository.hooks(), hook -> json.hook(repository, hook), repeated);
            }
            case "hooks/{n}" -> Answer.json(json.hook(repository, hook(access, repository, rest.get(1))));
            case "hooks/{n}/deliveries" -> deliveries(request, hook(access, repository, rest.get(1)), repository);
            case "hooks/{n}/deliveries/{n}" -> {
                Hook hook = hook(access, repository, rest.get(1));
                yield Answer.json(json.wholeSent(repository, hook, sent(hook, rest.get(3))));
            }
            default -> throw notFound();
        };
    }

    private Answer ref(ForgeRepository repository, String kind, String name) {
        if (kind.endsWith("tags")) {
            Tag tag = known(repository.tags().get(name));
            return Answer.json(json.ref(repository, "refs/tags/" + name, tag.sha(), tag.object()));
        }
        return Answer.json(json.ref(
                repository, "refs/heads/" + name, known(repository.branches().get(name)), null));
    }

    private Answer tagObject(ForgeRepository repository, String sha) {
        Tag tag = known(repository.tags().values().stream()
                .filter(candidate -> sha.equals(candidate.object()))
                .findFirst()
                .orElse(null));
        return Answer.json(json.tagObject(repository, tag, repository.commits().find(tag.sha())));
    }

    private Answer branch(ForgeRepository repository, String name) {
        String sha = known(repository.branches().get(name));
        Map<String, @Nullable Object> branch = json.branch(repository, name, sha);
        branch.put("commit", json.commit(repository, known(repository.commits().find(sha))));
        return Answer.json(branch);
    }

    private Answer attempt(ForgeRepository repository, Run run, String number) {
        int attempt = (int) number(number);
        if (attempt < 1 || attempt > run.attempts().size()) {
            throw notFound();
        }
        return Answer.json(json.run(repository, run, attempt));
    }

    private Answer redeliver(Hook hook, String id) {
        Hook.Sent sent = sent(hook, id);
        int status = redelivery.send(hook, sent);
        hook.sent(sent.guid(), now(), true, status, sent.headers(), sent.payload());
        return Answer.json(202, object());
    }

    private Answer deliveries(Request request, Hook hook, @Nullable ForgeRepository repository) {
        List<Hook.Sent> all = kept(hook).stream()
                .filter(sent -> switch (request.parameter("status", "")) {
                    case "success" -> GitHubJson.isSuccess(sent);
                    case "failure" -> !GitHubJson.isSuccess(sent);
                    default -> true;
                })
                .toList();
        String cursor = request.parameter("cursor");
        if (cursor != null && !cursor.matches("v1_\\d+")) {
            throw refusal(422, "Invalid cursor: " + cursor);
        }
        long from = cursor == null ? Long.MAX_VALUE : number(cursor.substring(3));
        List<Hook.Sent> left = all.stream().filter(sent -> sent.id() <= from).toList();
        int size = Paging.of(request, DEFAULT_PAGE, 0).size();
        List<Hook.Sent> shown = left.subList(0, Math.min(size, left.size()));
        Answer answer = Answer.json(
                shown.stream().map(sent -> json.sent(repository, sent)).toList());
        return left.size() <= size
                ? answer
                : answer.with(
                        "Link",
                        link(request, Map.of("cursor", "v1_" + left.get(size).id()), "next"));
    }

    private static Deployment deployment(ForgeRepository repository, String id) {
        return known(repository.deployments().find(number(id)));
    }

    private static Pull pull(ForgeRepository repository, String number) {
        return known(repository.pulls().find(number(number)));
    }

    private static Ticket ticket(ForgeRepository repository, String number) {
        return known(repository.tickets().find(number(number)));
    }

    private static Run run(ForgeRepository repository, String id) {
        return known(repository.runs().find(number(id)));
    }

    private static void requireAdmin(Access access, ForgeRepository repository) {
        if (!access.administers(repository)) {
            throw notFound();
        }
    }

    private static Hook hook(Access access, ForgeRepository repository, String id) {
        requireAdmin(access, repository);
        return known(repository.hooks().stream()
                .filter(hook -> hook.id() == number(id))
                .findFirst()
                .orElse(null));
    }

    private Hook.Sent sent(Hook hook, String id) {
        return known(kept(hook).stream()
                .filter(sent -> sent.id() == number(id))
                .findFirst()
                .orElse(null));
    }

    /** Newest first; older ones than three days are gone. */
    private List<Hook.Sent> kept(Hook hook) {
        Instant oldest = now().minus(GitHubJson.kept());
        return hook.deliveries().stream()
                .filter(sent -> sent.at().isAfter(oldest))
                .sorted(Comparator.comparingLong(Hook.Sent::id).reversed())
                .toList();
    }

    private static <T> T known(@Nullable T found) {
        if (found == null) {
            throw notFound();
        }
        return found;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw notFound();
        }
    }

    /** The lists of one repository as one request wants them. */
    private final class Answers {

        private final Request request;
        private final ForgeRepository repository;
        private final int repeated;

        Answers(Request request, ForgeRepository repository, int repeated) {
            this.request = request;
            this.repository = repository;
            this.repeated = repeated;
        }

        private <T> Answer paged(List<T> list, Function<T, Object> written) {
            return page(request, list, written, repeated);
        }

        Answer deployments() {
            List<Deployment> all =
                    repository.deployments().by(Table.Order.CREATED).reversed();
            List<Predicate<Deployment>> wanted = new ArrayList<>();
            equal("sha", Deployment::sha, wanted);
            equal("ref", Deployment::ref, wanted);
            equal("task", Deployment::task, wanted);
            equal("environment", Deployment::environment, wanted);
            return paged(filtered(all, wanted), deployment -> json.deployment(repository, deployment));
        }

        Answer statuses(Deployment deployment) {
            return paged(deployment.statuses().reversed(), status -> json.status(repository, deployment, status));
        }

        Answer pulls() {
            String sort = request.parameter("sort", "created");
            boolean isAscending = request.parameter("direction", sort.equals("created") ? "desc" : "asc")
                    .equals("asc");
            List<Predicate<Pull>> wanted = new ArrayList<>();
            stateIs(wanted);
            equal("base", Pull::baseRef, wanted);
            equal("head", pull -> owner(pull) + ":" + pull.head().ref(), wanted);
            List<Pull> all = repository.pulls().by(order(sort));
            return paged(filtered(isAscending ? all : all.reversed(), wanted), pull -> json.pull(repository, pull));
        }

        private String owner(Pull pull) {
            String name = pull.head().repository();
            return name == null ? "unknown" : name.substring(0, name.indexOf('/'));
        }

        Answer commitsOf(Pull pull) {
            List<Commit> commits = repository.commitsOf(pull);
            return paged(
                    commits.subList(0, Math.min(MOST_COMMITS, commits.size())),
                    commit -> json.commit(repository, commit));
        }

        Answer issues() {
            String sort = request.parameter("sort", "created");
            boolean isAscending = request.parameter("direction", "desc").equals("asc");
            List<Predicate<Ticket>> wanted = new ArrayList<>();
            stateIs(wanted);
            String labels = request.parameter("labels");
            if (labels != null) {
                List<String> all = List.of(labels.split(","));
                wanted.add(ticket -> ticket.labels().containsAll(all));
            }
            List<Ticket> all = repository.tickets().by(order(sort));
            Instant since = request.time("since", refusal(422, "Validation Failed"));
            if (since != null && (sort.equals("updated") || all instanceof LazyTable.Rows<?>)) {
                all = all.subList(firstUpdatedSince(all, since), all.size());
            } else if (since != null) {
                wanted.add(ticket -> !ticket.updatedAt().isBefore(since));
            }
            return paged(
                    filtered(isAscending ? all : all.reversed(), wanted), ticket -> json.issue(repository, ticket));
        }

        Answer comments(Ticket ticket) {
            Instant since = request.time("since", refusal(422, "Validation Failed"));
            return paged(
                    ticket.comments().stream()
                            .filter(comment ->
                                    since == null || !comment.createdAt().isBefore(since))
                            .toList(),
                    comment -> json.comment(repository, ticket, comment));
        }

        Answer commits() {
            if (repository.branches().isEmpty()) {
                throw refusal(409, "Git Repository is empty.");
            }
            Commit from = known(repository.resolve(
                    request.parameter("sha", repository.about().defaultBranch())));
            List<Predicate<Commit>> wanted = new ArrayList<>();
            Instant since = request.time("since", refusal(422, "Validation Failed"));
            Instant until = request.time("until", refusal(422, "Validation Failed"));
            if (since != null) {
                wanted.add(commit -> !commit.committedAt().isBefore(since));
            }
            if (until != null) {
                wanted.add(commit -> !commit.committedAt().isAfter(until));
            }
            String path = request.parameter("path");
            if (path != null) {
                wanted.add(commit ->
                        commit.files().stream().anyMatch(file -> file.equals(path) || file.startsWith(path + "/")));
            }
            equal("author", commit -> commit.author().login(), wanted);
            return paged(
                    filtered(repository.commits().log(from.sha()), wanted), commit -> json.commit(repository, commit));
        }

        /** Of its files the first 3,000 at most, page by page. */
        Answer commit(String ref) {
            Commit commit = repository.resolve(ref);
            if (commit == null) {
                throw refusal(422, "No commit found for SHA: " + ref);
            }
            List<String> files = commit.files().stream().limit(MOST_FILES).toList();
            Paging paging = Paging.of(request, FILES_OF_A_PAGE, repeated);
            return linked(request, Answer.json(json.wholeCommit(repository, commit, paging.of(files))), paging, files);
        }

        Answer compare(String spec) {
            int dots = spec.indexOf("...");
            if (dots < 0) {
                throw notFound();
            }
            Commit base = known(repository.resolve(spec.substring(0, dots)));
            Commit head = known(repository.resolve(spec.substring(dots + 3)));
            List<Commit> ahead = repository.commits().range(base.sha(), head.sha());
            int behind = repository.commits().range(head.sha(), base.sha()).size();
            Commit shared = repository.commits().mergeBase(base.sha(), head.sha());
            boolean isPaged = request.parameter("page") != null || request.parameter("per_page") != null;
            List<Commit> shown = isPaged
                    ? Paging.of(request, DEFAULT_PAGE, repeated).of(ahead)
                    : ahead.subList(0, Math.min(MOST_COMMITS, ahead.size()));
            String status = ahead.isEmpty() ? behind == 0 ? "identical" : "behind" : behind == 0 ? "ahead" : "diverged";
            Answer answer = Answer.json(object(
                    "url",
                    url() + "/repos/" + repository.fullName() + "/compare/" + spec,
                    "base_commit",
                    json.commit(repository, base),
                    "merge_base_commit",
                    shared == null ? null : json.commit(repository, shared),
                    "status",
                    status,
                    "ahead_by",
                    ahead.size(),
                    "behind_by",
                    behind,
                    "total_commits",
                    ahead.size(),
                    "commits",
                    shown.stream()
                            .map(commit -> json.commit(repository, commit))
                            .toList(),
                    "files",
                    json.files(
                            repository,
                            head.sha(),
                            ahead.stream()
                                    .flatMap(commit -> commit.files().stream())
                                    .distinct()
                                    .limit(300)
                                    .toList())));
            return isPaged ? linked(request, answer, Paging.of(request, DEFAULT_PAGE, repeated), ahead) : answer;
        }

        Answer runs() {
            List<Predicate<Run>> wanted = new ArrayList<>();
            equal("branch", Run::ref, wanted);
            equal("event", Run::event, wanted);
            equal("head_sha", Run::sha, wanted);
            String status = request.parameter("status");
            if (status != null) {
                wanted.add(run -> {
                    String conclusion = run.attempts().getLast().conclusion();
                    return status.equals(conclusion) || status.equals(conclusion == null ? "in_progress" : "completed");
                });
            }
            createdIn(request.parameter("created"), wanted);
            List<Run> all = filtered(repository.runs().by(Table.Order.CREATED).reversed(), wanted);
            // a search shows its first thousand only
            List<Run> runs = wanted.isEmpty() ? all : all.subList(0, Math.min(1000, all.size()));
            Paging paging = Paging.of(request, DEFAULT_PAGE, repeated);
            return linked(
                    request,
                    Answer.json(object(
                            "total_count",
                            all.size(),
                            "workflow_runs",
                            paging.of(runs).stream()
                                    .map(run -> json.run(
                                            repository, run, run.attempts().size()))
                                    .toList())),
                    paging,
                    runs);
        }

        /** {@code >=2026-01-01}, {@code <=…} or {@code from..until}. */
        private void createdIn(@Nullable String range, List<Predicate<Run>> wanted) {
            if (range == null) {
                return;
            }
            int dots = range.indexOf("..");
            String from = dots >= 0 ? range.substring(0, dots) : range.startsWith(">=") ? range.substring(2) : "*";
            String until = dots >= 0 ? range.substring(dots + 2) : range.startsWith("<=") ? range.substring(2) : "*";
            if (!from.equals("*")) {
                wanted.add(run -> !run.createdAt().isBefore(day(from, "T00:00:00Z")));
            }
            if (!until.equals("*")) {
                wanted.add(run -> !run.createdAt().isAfter(day(until, "T23:59:59Z")));
            }
        }

        private Instant day(String text, String time) {
            return java.time.OffsetDateTime.parse(text.contains("T") ? text : text + time)
                    .toInstant();
        }

        private <T extends Ticket> void stateIs(List<Predicate<T>> wanted) {
            switch (request.parameter("state", "open")) {
                case "all" -> {}
                case "closed" -> wanted.add(ticket -> !ticket.isOpen());
                default -> wanted.add(Ticket::isOpen);
            }
        }

        private <T> void equal(String parameter, Function<T, String> value, List<Predicate<T>> wanted) {
            String asked = request.parameter(parameter);
            if (asked != null) {
                wanted.add(row -> value.apply(row).equals(asked));
            }
        }
    }

    private static Table.Order order(String sort) {
        return sort.equals("updated") ? Table.Order.UPDATED : Table.Order.CREATED;
    }

    static <T> List<T> filtered(List<T> all, List<Predicate<T>> wanted) {
        return wanted.isEmpty()
                ? all
                : all.stream()
                        .filter(row -> wanted.stream().allMatch(condition -> condition.test(row)))
                        .toList();
    }

    /** Index in a list sorted by time of the last update. */
    static int firstUpdatedSince(List<? extends Ticket> sorted, Instant since) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).updatedAt().isBefore(since)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // ---- how it is told -------------------------------------------------------------------------------------------

    private <T> Answer page(Request request, List<T> list, Function<T, Object> written, int repeated) {
        Paging paging = Paging.of(request, DEFAULT_PAGE, repeated);
        Answer answer = Answer.json(paging.of(list).stream().map(written).toList());
        return linked(request, answer, paging, list);
    }

    private Answer linked(Request request, Answer answer, Paging paging, List<?> list) {
        int last = paging.last(list);
        int number = paging.number();
        Map<String, Integer> pages = new LinkedHashMap<>();
        if (number > 1) {
            pages.put("prev", Math.min(number - 1, last));
        }
        if (number < last) {
            pages.put("next", number + 1);
            pages.put("last", last);
        }
        if (number > 1) {
            pages.put("first", 1);
        }
        if (last > 1 && !pages.isEmpty()) {
            answer.with(
                    "Link",
                    pages.entrySet().stream()
                            .map(page -> link(request, Map.of("page", String.valueOf(page.getValue())), page.getKey()))
                            .collect(Collectors.joining(", ")));
        }
        return answer;
    }

    /** Links name a repository by id, whatever was asked for. */
    private String link(Request request, Map<String, String> changed, String relation) {
        List<String> path = request.path();
        String where;
        if (path.getFirst().equals("repos")) {
            ForgeRepository repository = known(state.named(path.get(1) + "/" + path.get(2)));
            where = "/repositories/" + repository.id() + encoded(path.subList(3, path.size()));
        } else {
            where = encoded(path);
        }
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.putAll(changed);
        String parameters = query.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return "<" + url() + where + "?" + parameters + ">; rel=\"" + relation + "\"";
    }

    private static String encoded(List<String> path) {
        return path.stream().map(segment -> "/" + encode(segment)).collect(Collectors.joining());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private long resetSeconds(Faults.Standing standing) {
        return ceiling(Duration.between(Instant.EPOCH, shown(standing.reset())));
    }

    @Override
    Answer limited(Faults.Standing standing) {
        return error(
                403,
                "API rate limit exceeded for user ID 1. If you reach out to GitHub Support for help, please include the request ID.");
    }

    @Override
    Answer secondary(Fault.SecondaryLimit limit, long secondsLeft) {
        Answer answer = error(
                limit.status(),
                "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        return limit.told() ? answer.with("Retry-After", secondsLeft) : answer;
    }

    @Override
    void tell(Faults.Standing standing, Answer answer) {
        answer.with("X-RateLimit-Limit", standing.limit())
                .with("X-RateLimit-Remaining", standing.remaining())
                .with("X-RateLimit-Used", standing.used())
                .with("X-RateLimit-Reset", resetSeconds(standing))
                .with("X-RateLimit-Resource", "core")
                .with("X-GitHub-Media-Type", "github.v3; format=json");
        if (isEnterprise) {
            answer.with("X-GitHub-Enterprise-Version", "3.17.0");
        }
    }

    @Override
    boolean isNotModifiedFree() {
        return true;
    }

    private static Refusal notFound() {
        return refusal(404, "Not Found");
    }

    private static Refusal refusal(int status, String message) {
        return new Refusal(error(status, message));
    }

    private static Answer error(int status, String message) {
        return Answer.json(
                status,
                object("message", message, "documentation_url", DOCUMENTATION, "status", String.valueOf(status)));
    }
}
