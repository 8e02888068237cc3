package dev.throughline.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Kept-alive HTTP/1.1 connections to loopback, served by one thread: each posts, waits for its answer and posts again. */
final class Connections implements AutoCloseable {

    private static final int LARGEST_ANSWER = 16_384;

    private final Selector selector;
    private final List<Exchange> exchanges = new ArrayList<>();

    Connections(int port, int count) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Exchange exchange = new Exchange(channel);
            exchanges.add(exchange);
            channel.register(selector, SelectionKey.OP_READ, exchange);
        }
    }

    /** Sends requests for this long, then waits for the last answers. */
    Round run(Supplier<byte[]> requests, double seconds) throws IOException {
        Round.Builder round = new Round.Builder();
        long until = round.startedAt + (long) (seconds * 1e9);
        for (Exchange exchange : exchanges) {
            exchange.send(requests.get());
        }
        int open = exchanges.size();
        while (open > 0) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                Exchange exchange = (Exchange) key.attachment();
                if (exchange.isAnswered()) {
                    long now = System.nanoTime();
                    round.add(exchange.status, now - exchange.sentAt);
                    if (now < until) {
                        exchange.send(requests.get());
                    } else {
                        open--;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return round.end();
    }

    @Override
    public void close() throws IOException {
        for (Exchange exchange : exchanges) {
            exchange.channel.close();
        }
        selector.close();
    }

    /**
     * One round.
     *
     * @param nanos of each request that was answered 202, in the order of their answers
     * @param refused how many were answered otherwise
     */
    record Round(double seconds, long[] nanos, long refused) {

        private static final class Builder {

            private final long startedAt = System.nanoTime();
            private long[] nanos = new long[65_536];
            private int count;
            private long refused;

            void add(int status, long took) {
                if (status != 202) {
                    refused++;
                    return;
                }
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = took;
            }

            Round end() {
                return new Round((System.nanoTime() - startedAt) / 1e9, Arrays.copyOf(nanos, count), refused);
            }
        }
    }

    /** A request and its answer, on one connection. */
    private static final class Exchange {

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
        private long sentAt;
        private int status;

        Exchange(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request) throws IOException {
            answer.clear();
            sentAt = System.nanoTime();
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        boolean isAnswered() throws IOException {
            if (channel.read(answer) < 0) {
                throw new EOFException("the server closed the connection");
            }
            String text = new String(answer.array(), 0, answer.position(), ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0 || !isWhole(text, head)) {
                return false;
            }
            status = Integer.parseInt(text.substring(9, 12));
            return true;
        }

        private static boolean isWhole(String text, int head) {
            if (text.lastIndexOf("Transfer-Encoding: chunked", head) >= 0) {
                return text.endsWith("\r\n0\r\n\r\n");
            }
            int at = text.indexOf("Content-Length: ");
            int length = at < 0 || at > head ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
            return text.length() >= head + 4 + length;
        }
    }
}
