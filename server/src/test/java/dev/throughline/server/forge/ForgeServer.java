package dev.throughline.server.forge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What both stand-ins have in common: HTTP on loopback, ETags, limits, faults and counts. */
abstract class ForgeServer implements AutoCloseable {

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else Nagle's algorithm delays every answer by 40 ms
    }

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final String base;
    private final InstantSource time;
    private final Faults faults;
    private final RequestCounts counts = new RequestCounts();
    private final Map<String, Access> tokens = new ConcurrentHashMap<>();

    /** A request that was understood. */
    record Route(String kind, boolean counted, Supplier<Answer> answer) {}

    ForgeServer(String base, InstantSource time, Faults faults) {
        this.base = base;
        this.time = time;
        this.faults = faults;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
    }

    final void start() {
        server.start();
    }

    /** Its root: what a client is configured with. */
    public final URI url() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + base);
    }

    public final Faults faults() {
        return faults;
    }

    public final RequestCounts counts() {
        return counts;
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
        tokens.put(token, new Access(token, java.util.Set.of(repositories), admin, null));
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
        server.stop(0);
        executor.shutdownNow();
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

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.of(exchange, base);
            String kind = kind(request);
            Fault fault = faults.befalling(kind, now());
            Faults.Blocked blocked = faults.blocked(now());
            if (fault instanceof Fault.SecondaryLimit limit) {
                counts.countRefused();
                send(exchange, secondary(limit, ceiling(limit.retryAfter())), null);
            } else if (blocked != null) {
                counts.countRefused();
                counts.countImpatient();
                java.time.Duration left = java.time.Duration.between(now(), blocked.until());
                send(exchange, secondary(blocked.limit(), ceiling(left)), null);
            } else if (fault instanceof Fault.Dropped) {
                counts.faulty(kind);
            } else if (fault instanceof Fault.Status(int status)) {
                counts.faulty(kind);
                send(exchange, html(status, "<h1>" + status + "</h1>"), null);
            } else {
                answer(exchange, request, kind, fault);
            }
        }
    }

    private void answer(HttpExchange exchange, Request request, String kind, @Nullable Fault fault) throws IOException {
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
        send(exchange, fault == null ? answer : spoilt(answer, fault), fault);
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
                yield Answer.json(isList ? Json.object("message", "not a list") : java.util.List.of("not an object"));
            }
            case Fault.Status status -> answer;
            case Fault.Dropped dropped -> answer;
            case Fault.CutBody cut -> answer;
            case Fault.Slow slow -> answer;
            case Fault.RepeatedItems repeated -> answer;
            case Fault.SecondaryLimit limit -> answer;
        };
    }

    private void send(HttpExchange exchange, Answer answer, @Nullable Fault fault) throws IOException {
        if (fault instanceof Fault.Slow(java.time.Duration by)) {
            try {
                Thread.sleep(by);
            } catch (InterruptedException e) {
                return; // it is being closed
            }
        }
        answer.headers().remove(LIMITED);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("Date", DATE.format(shown(now()).atOffset(ZoneOffset.UTC)));
        int length = answer.body().length;
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        if (length > 0) {
            int sent = fault instanceof Fault.CutBody ? length / 2 : length;
            exchange.getResponseBody().write(answer.body(), 0, sent);
            exchange.getResponseBody().flush();
        }
    }

    static Answer html(int status, String body) {
        return Answer.text(status, "text/html; charset=utf-8", "<html><body>" + body + "</body></html>");
    }

    static long ceiling(java.time.Duration left) {
        return Math.max(0, (left.toMillis() + 999) / 1000);
    }

    /** Joins shapes of paths: numbers become {@code {n}}. */
    static String shape(java.util.List<String> segments) {
        StringBuilder shape = new StringBuilder();
        for (String segment : segments) {
            shape.append(shape.isEmpty() ? "" : "/");
            shape.append(!segment.isEmpty() && segment.chars().allMatch(Character::isDigit) ? "{n}" : segment);
        }
        return shape.toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
