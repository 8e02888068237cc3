package dev.throughline.server.forge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on loopback, a virtual thread per connection. The JDK's own server writes a right {@code Date} over a wrong one and
 * leaves no say in when a connection breaks.
 */
final class HttpListener implements AutoCloseable {

    private final ServerSocket server = new ServerSocket();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Handler handler;

    /** Answers one request. */
    @FunctionalInterface
    interface Handler {

        /** @return null to close the connection without an answer */
        @Nullable
        Reply handle(String method, String target, Map<String, String> headers, byte[] body);
    }

    /** @param cut the connection breaks in the middle of the body */
    record Reply(int status, Map<String, String> headers, byte[] body, boolean cut) {}

    HttpListener(Handler handler) throws IOException {
        this.handler = handler;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    }

    void start() {
        Thread.ofVirtual().name("forge").start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                // closed, or a client that left at once
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream(), 16_384);
            OutputStream out = connection.getOutputStream();
            boolean goesOn = !server.isClosed();
            while (goesOn) {
                goesOn = exchange(in, out);
            }
        } catch (IOException e) {
            // the client went away
        } finally {
            connections.remove(connection);
        }
    }

    private boolean exchange(InputStream in, OutputStream out) throws IOException {
        String first = line(in);
        if (first == null) {
            return false;
        }
        String[] request = first.split(" ");
        if (request.length != 3) {
            return false;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        Reply reply = handler.handle(request[0], request[1], headers, body(in, headers));
        if (reply == null) {
            return false;
        }
        write(out, reply, request[0].equals("HEAD"));
        return !reply.cut() && !"close".equalsIgnoreCase(headers.get("connection"));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            line(in);
            return body.toByteArray();
        }
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private static int chunk(InputStream in) throws IOException {
        String size = line(in);
        if (size == null) {
            throw new EOFException();
        }
        return Integer.parseInt(size.split(";")[0].trim(), 16);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static void write(OutputStream out, Reply reply, boolean isHead) throws IOException {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" -\r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (reply.status() != 304) {
            head.append("Content-Length: ").append(reply.body().length).append("\r\n");
        }
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        int sent = isHead ? 0 : reply.cut() ? reply.body().length / 2 : reply.body().length;
        byte[] whole = new byte[first.length + sent];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(reply.body(), 0, whole, first.length, sent);
        out.write(whole);
        out.flush();
    }
}
