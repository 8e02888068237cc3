package dev.throughline.server.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What both stand-ins have in common: HTTP on loopback, ETags, limits, faults and counts. */
abstract class ForgeServer implements AutoCloseable {

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final HttpListener listener;
    private final String base;
    private final InstantSource time;
    private final Faults faults;
    private final RequestCounts counts = new RequestCounts();
    private final Map<String, Access> tokens = new ConcurrentHashMap<>();
    private volatile Consumer<String> listening = target -> {};

    /** A request that was understood. */
    record Route(String kind, boolean counted, Supplier<Answer> answer) {}

    ForgeServer(String base, InstantSource time, Faults faults) {
        this.base = base;
        this.time = time;
        this.faults = faults;
        try {
            listener = new HttpListener(this::handle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void start() {
        listener.start();
    }

    /** Its root: what a client is configured with. */
    public final URI url() {
        return URI.create("http://127.0.0.1:" + listener.address().getPort() + base);
    }

    public final Faults faults() {
        return faults;
    }

    public final RequestCounts counts() {
        return counts;
    }

    /** Who is told the path and query of each request, before it is answered. */
    public final void onRequest(Consumer<String> told) {
        listening = told;
    }

    /** A token that may everything. */
    public final void token(String token) {
        tokens.put(token, new Access(token, null, true, null));
    }

    /**
     * A token that sees only these private repositories.
     *
     * @param admin may also see their hooks
     */
    public final void token(String token, boolean admin, String... repositories) {
        tokens.put(token, new Access(token, Set.of(repositories), admin, null));
    }

    /** From now on it is no token. */
    public final void revoke(String token) {
        tokens.remove(token);
    }

    final void grant(String token, Access access) {
        tokens.put(token, access);
    }

    final @Nullable Access granted(String token) {
        return tokens.get(token);
    }

    final Instant now() {
        return time.instant();
    }

    /** Its clock as its headers show it. */
    final Instant shown(Instant at) {
        return at.plus(faults.clockOffset());
    }

    @Override
    public void close() {
        listener.close();
    }

    /** Whose request it is. */
    abstract Access access(Request request);

    abstract Route route(Request request, Access access, int repeated);

    /** The shape of the path, whatever comes of it. */
    abstract String kind(Request request);

    abstract Answer limited(Faults.Standing standing);

    abstract Answer secondary(Fault.SecondaryLimit limit, long secondsLeft);

    abstract void tell(Faults.Standing standing, Answer answer);

    /** Whether a 304 leaves the quota as it was. */
    abstract boolean isNotModifiedFree();

    private HttpListener.@Nullable Reply handle(
            String method, String target, Map<String, String> headers, byte[] body) {
        listening.accept(target);
        Request request = Request.of(base, method, target, headers, body);
        String kind = kind(request);
        Fault fault = faults.befalling(kind, now());
        Faults.Blocked blocked = faults.blocked(now());
        if (fault instanceof Fault.SecondaryLimit limit) {
            counts.countRefused();
            return reply(secondary(limit, ceiling(limit.retryAfter())), null);
        }
        if (blocked != null) {
            counts.countRefused();
            counts.countImpatient();
            Duration left = Duration.between(now(), blocked.until());
            return reply(secondary(blocked.limit(), ceiling(left)), null);
        }
        if (fault instanceof Fault.Dropped) {
            counts.faulty(kind);
            return null;
        }
        if (fault instanceof Fault.Status(int status)) {
            counts.faulty(kind);
            return reply(html(status, "<h1>" + status + "</h1>"), null);
        }
        return answered(request, kind, fault);
    }

    private HttpListener.Reply answered(Request request, String kind, @Nullable Fault fault) {
        Answer answer;
        try {
            answer = answer(request, kind, fault instanceof Fault.RepeatedItems(int items) ? items : 0);
        } catch (Refusal refusal) {
            answer = refusal.answer();
        } catch (RuntimeException e) {
            answer = Answer.json(500, Json.object("message", "the stand-in failed: " + e));
        }
        if (fault != null) {
            counts.faulty(kind);
        } else if (answer.status() == 304) {
            counts.notModified(kind);
        } else if (answer.headers().containsKey(LIMITED)) {
            counts.countRefused();
        } else {
            counts.answered(kind);
        }
        return reply(fault == null ? answer : spoilt(answer, fault), fault);
    }

    /** A mark of answers that a limit gave; not sent. */
    static final String LIMITED = "limited";

    private Answer answer(Request request, String kind, int repeated) {
        Access access = access(request);
        Route route;
        try {
            route = route(request, access, repeated);
        } catch (Refusal refusal) {
            route = new Route(kind, true, refusal::answer);
        }
        if (!route.counted()) {
            Answer free = route.answer().get();
            tell(faults.standing(access, now()), free);
            return free;
        }
        Faults.Standing standing = faults.take(access, now());
        if (standing.refused()) {
            Answer limited = limited(standing).with(LIMITED, true);
            tell(standing, limited);
            return limited;
        }
        Answer answer;
        try {
            answer = tagged(request, route.answer().get());
        } catch (Refusal refusal) {
            answer = refusal.answer();
        }
        if (answer.status() == 304 && isNotModifiedFree()) {
            standing = faults.giveBack(access, now());
        }
        tell(standing, answer);
        return answer;
    }

    private static Answer tagged(Request request, Answer answer) {
        if (!request.method().equals("GET") || answer.status() != 200) {
            return answer;
        }
        String tag = "\"" + digest(answer.body()) + "\"";
        answer.with("ETag", "W/" + tag);
        String known = request.header("if-none-match");
        if (known == null || !known.contains(tag)) {
            return answer;
        }
        Answer unchanged = new Answer(304, new byte[0], answer.headers());
        unchanged.headers().remove("Content-Type");
        return unchanged;
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of()
                    .formatHex(
                            Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer spoilt(Answer answer, Fault fault) {
        return switch (fault) {
            case Fault.HtmlPage page -> html(200, "<h1>Sign in</h1>");
            case Fault.WrongShape wrong -> {
                boolean isList = answer.body().length > 0 && answer.body()[0] == '[';
                yield Answer.json(isList ? Json.object("message", "not a list") : List.of("not an object"));
            }
            case Fault.Status status -> answer;
            case Fault.Dropped dropped -> answer;
            case Fault.CutBody cut -> answer;
            case Fault.Slow slow -> answer;
            case Fault.RepeatedItems repeated -> answer;
            case Fault.SecondaryLimit limit -> answer;
        };
    }

    private HttpListener.Reply reply(Answer answer, @Nullable Fault fault) {
        if (fault instanceof Fault.Slow(Duration by)) {
            try {
                Thread.sleep(by);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        answer.headers().remove(LIMITED);
        answer.with("Date", DATE.format(shown(now()).atOffset(ZoneOffset.UTC)));
        return new HttpListener.Reply(answer.status(), answer.headers(), answer.body(), fault instanceof Fault.CutBody);
    }

    static Answer html(int status, String body) {
        return Answer.text(status, "text/html; charset=utf-8", "<html><body>" + body + "</body></html>");
    }

    static long ceiling(Duration left) {
        return Math.max(0, (left.toMillis() + 999) / 1000);
    }

    /** Joins shapes of paths: numbers become {@code {n}}. */
    static String shape(List<String> segments) {
        StringBuilder shape = new StringBuilder();
        for (String segment : segments) {
            shape.append(shape.isEmpty() ? "" : "/");
            shape.append(!segment.isEmpty() && segment.chars().allMatch(Character::isDigit) ? "{n}" : segment);
        }
        return shape.toString();
    }
}
