package dev.throughline.server.acceptance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A week that Four Keys' generator might have made up, event by event as that posts it, and what is known of it. */
final class MadeUpHistory {

    private static final Duration SPAN = Duration.ofDays(7);
    private static final String NOTHING = "0".repeat(40);
    private static final int NUMBERS = 1000;

    /** As Python prints a time without a zone: without a fraction where that is 0. */
    private static final DateTimeFormatter NAIVE = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter GLUED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0200'").withZone(ZoneOffset.UTC);

    /** The two generators. */
    enum Version {
        OF_2021,
        OF_2024
    }

    /** In whose form. */
    enum Form {
        GITHUB,
        GITLAB;

        /** The source that it is kept as. */
        String service() {
            return name().toLowerCase(Locale.ROOT) + "mock";
        }
    }

    record Commit(String sha, Instant at) {}

    /** Commits that were written for one thing. The head is the latest. */
    record Changeset(List<Commit> commits, @Nullable Instant deployedAt) {

        Commit head() {
            return commits.stream().max(Comparator.comparing(Commit::at)).orElseThrow();
        }

        boolean isDeployed() {
            return deployedAt != null;
        }

        Instant liveAt() {
            return deployedAt == null ? Instant.MAX : deployedAt;
        }
    }

    record Incident(int number, Changeset cause, Instant resolvedAt) {}

    /** A request as it is posted. */
    record Post(Map<String, String> headers, byte[] body) {}

    private final Form form;
    private final Version version;
    private final Random random;
    private final Instant now;
    private final String secret;
    private final List<Post> posts = new ArrayList<>();
    private final List<Changeset> changesets = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();

    MadeUpHistory(Form form, Version version, int changesets, int issues, long seed, Instant now, String secret) {
        this.form = form;
        this.version = version;
        this.random = new Random(seed);
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.secret = secret;
        makeChangesets(changesets);
        for (int i = 0; i < issues; i++) {
            raise(this.changesets.get(random.nextInt(changesets)));
        }
    }

    List<Post> posts() {
        return posts;
    }

    /** Those that were deployed, earliest first. */
    List<Changeset> deployed() {
        return changesets.stream()
                .filter(Changeset::isDeployed)
                .sorted(Comparator.comparing(Changeset::liveAt))
                .toList();
    }

    List<Incident> incidents() {
        return incidents;
    }

    Stream<Commit> commits() {
        return changesets.stream().flatMap(changeset -> changeset.commits().stream());
    }

    /** The newer generator draws once how many commits each changeset has, the older one each time. */
    private void makeChangesets(int count) {
        int size = 1 + random.nextInt(4);
        String before = NOTHING;
        for (int i = 0; i < count; i++) {
            int commits = version == Version.OF_2024 ? size : 1 + random.nextInt(4);
            List<Commit> written = IntStream.range(0, commits)
                    .mapToObj(_ -> new Commit(sha(), now.minus(randomly(SPAN))))
                    .toList();
            boolean isDeployed = version == Version.OF_2021 || random.nextBoolean();
            Commit head = new Changeset(written, null).head();
            Changeset changeset = new Changeset(written, isDeployed ? deploymentOf(head) : null);
            changesets.add(changeset);
            before = push(changeset, before);
            if (isDeployed) {
                deploy(changeset);
            }
        }
    }

    /** GitLab's has no fraction. */
    private Instant deploymentOf(Commit head) {
        boolean isWhole = form == Form.GITLAB && version == Version.OF_2024;
        return isWhole ? head.at().truncatedTo(ChronoUnit.SECONDS) : head.at();
    }

    private String push(Changeset changeset, String before) {
        Commit head = changeset.head();
        String one = NOTHING;
        for (Commit commit : changeset.commits()) {
            if (version == Version.OF_2021 || !commit.equals(head)) {
                push(commit, one, List.of(commit));
                one = commit.sha();
            }
        }
        push(head, before, changeset.commits());
        return head.sha();
    }

    private void push(Commit head, String before, List<Commit> commits) {
        ObjectNode body = FullServer.JSON.createObjectNode();
        if (form == Form.GITHUB) {
            body.set("head_commit", node(head));
        } else {
            body.put("object_kind", "push").put("checkout_sha", head.sha());
        }
        if (version == Version.OF_2024) {
            body.put("before", before);
        }
        ArrayNode list = body.putArray("commits");
        commits.forEach(commit -> list.add(node(commit)));
        post("push", body);
    }

    private static ObjectNode node(Commit commit) {
        return FullServer.JSON.createObjectNode().put("id", commit.sha()).put("timestamp", NAIVE.format(commit.at()));
    }

    private void deploy(Changeset changeset) {
        Commit head = changeset.head();
        ObjectNode body = FullServer.JSON.createObjectNode();
        if (form == Form.GITHUB) {
            body.putObject("deployment_status")
                    .put("updated_at", NAIVE.format(head.at()))
                    .put("id", sha())
                    .put("state", "success");
            body.putObject("deployment").put("sha", head.sha());
            post("deployment_status", body);
        } else if (version == Version.OF_2021) {
            body.put("object_kind", "pipeline");
            body.putObject("object_attributes")
                    .put("created_at", NAIVE.format(head.at()))
                    .put("id", random.nextInt(NUMBERS))
                    .put("status", "success");
            body.set("commit", node(head));
            post("pipeline", body);
        } else {
            body.put("object_kind", "deployment")
                    .put("status", "success")
                    .put("status_changed_at", GLUED.format(head.at()))
                    .put("deployment_id", random.nextInt(NUMBERS))
                    .put("commit_url", "http://example.com/root/test/commit/" + head.sha());
            post("deployment", body);
        }
    }

    private void raise(Changeset cause) {
        int number = random.nextInt(NUMBERS);
        incidents.add(new Incident(number, cause, now));
        String openedAt = NAIVE.format(cause.head().at());
        String cited = "root cause: " + cause.head().sha();
        ObjectNode body = FullServer.JSON.createObjectNode();
        boolean isGitHub = form == Form.GITHUB;
        if (!isGitHub) {
            body.put("object_kind", "issue");
        }
        ObjectNode issue = body.putObject(isGitHub ? "issue" : "object_attributes");
        issue.put("created_at", openedAt)
                .put("updated_at", NAIVE.format(now))
                .put("closed_at", NAIVE.format(now))
                .put(isGitHub ? "number" : "id", number)
                .put(isGitHub ? "body" : "description", cited);
        issue.putArray("labels").addObject().put(isGitHub ? "name" : "title", "Incident");
        if (isGitHub && version == Version.OF_2024) {
            body.putObject("repository").put("name", "foobar");
        }
        post("issues", body);
    }

    private void post(String event, ObjectNode json) {
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", "application/json", "Mock", "True"));
        if (form == Form.GITHUB) {
            headers.put("X-Github-Event", event);
            headers.put("X-Hub-Signature", "sha1=" + hmac(body));
            headers.put("User-Agent", "GitHub-Hookshot/mock");
        } else {
            headers.put("X-Gitlab-Event", event);
            headers.put("X-Gitlab-Token", secret);
            headers.put("User-Agent", "Python-urllib/3.12");
        }
        posts.add(new Post(headers, body));
    }

    private Duration randomly(Duration span) {
        return Duration.of(random.nextLong(span.toMillis() * 1000), ChronoUnit.MICROS);
    }

    private String sha() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String hmac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
