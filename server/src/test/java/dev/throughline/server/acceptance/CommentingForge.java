package dev.throughline.server.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The comments of pull requests as GitHub's API has them, and the notes of merge requests as GitLab's has. */
final class CommentingForge implements AutoCloseable {

    static final String TOKEN = "a-token-that-may";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long ME = 42;

    private final HttpServer server;
    private final Map<String, List<Comment>> comments = new TreeMap<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private boolean isWorkflow;
    private int refusal;
    private long last;

    record Comment(long id, long author, String type, String body) {}

    CommentingForge() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on its token is one of a workflow, which may not ask who it is. */
    void isWorkflow() {
        isWorkflow = true;
    }

    /** From now on it refuses to write, with this status; 0 for no more. */
    void refuses(int status) {
        refusal = status;
    }

    /** Method and path of what was written. */
    List<String> writes() {
        return writes;
    }

    synchronized List<Comment> at(String list) {
        return comments.computeIfAbsent(list, _ -> new ArrayList<>());
    }

    /** What somebody else said. */
    synchronized void said(String list, long author, String body) {
        at(list).add(new Comment(++last, author, "User", body));
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        boolean isKnown =
                ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        || TOKEN.equals(exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN"));
        if (!isKnown) {
            send(exchange, 401, Map.of("message", "Bad credentials"));
        } else if (path.endsWith("/user")) {
            send(
                    exchange,
                    isWorkflow ? 403 : 200,
                    isWorkflow ? Map.of("message", "Resource not accessible") : Map.of("id", ME));
        } else if (method.equals("GET")) {
            boolean isFirst = exchange.getRequestURI().getQuery().endsWith("&page=1");
            send(
                    exchange,
                    200,
                    isFirst ? at(path).stream().map(CommentingForge::shown).toList() : List.of());
        } else if (refusal != 0) {
            send(exchange, refusal, Map.of("message", "Must have write access"));
        } else {
            writes.add(method + " " + path);
            String body = JSON.readTree(sent).path("body").asString();
            write(method, path, body);
            send(exchange, method.equals("POST") ? 201 : 200, Map.of("id", last));
        }
    }

    private void write(String method, String path, String body) {
        String type = isWorkflow ? "Bot" : "User";
        if (method.equals("POST")) {
            at(path).add(new Comment(++last, ME, type, body));
            return;
        }
        long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        comments.values()
                .forEach(list -> list.replaceAll(
                        comment -> comment.id() == id ? new Comment(id, comment.author(), type, body) : comment));
    }

    private static Map<String, Object> shown(Comment comment) {
        Map<String, Object> who = Map.of("id", comment.author(), "type", comment.type());
        return Map.of("id", comment.id(), "body", comment.body(), "user", who, "author", who);
    }

    private static void send(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
