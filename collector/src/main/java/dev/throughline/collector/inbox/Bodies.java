package dev.throughline.collector.inbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads bodies up to a limit. Few large ones are held at once, so that nobody fills the memory with unsigned ones. */
final class Bodies {

    static final int LIMIT_MIB = 25;

    static final int LIMIT = LIMIT_MIB * 1024 * 1024;
    private static final int SMALL = 1024 * 1024;
    private static final long PATIENCE_SECONDS = 5;
    private static final Duration SLOWEST = Duration.ofSeconds(20);
    private static final int PIECE = 64 * 1024;

    /** No thread is short when many wait, so how many bodies are held at once has to be limited here. */
    private final Semaphore small = new Semaphore(200);

    private final Semaphore large = new Semaphore(4);

    /** What is done with a whole body. */
    interface Use<T> {
        T with(byte[] body);
    }

    /**
     * Reads a body and uses it.
     *
     * @param declared its length as the sender says; less than 0 when it does not
     * @param isSigned whether it carries a signature at all; a large one that does not is counted and thrown away
     * @throws Problem when it is empty, too large, or large and not signed or slow; nothing beyond the limit is read
     */
    <T> T use(InputStream in, long declared, boolean isSigned, Use<T> use) throws IOException {
        if (declared > LIMIT) {
            throw Problem.tooLarge(LIMIT_MIB);
        }
        return within(small, () -> useSmall(in, isSigned, use));
    }

    private <T> T useSmall(InputStream in, boolean isSigned, Use<T> use) throws IOException {
        byte[] start = in.readNBytes(SMALL + 1);
        if (start.length == 0) {
            throw Problem.emptyBody();
        }
        if (start.length <= SMALL) {
            return use.with(start);
        }
        if (!isSigned) {
            boolean isTooLarge = start.length + in.skip((long) LIMIT + 1 - start.length) > LIMIT;
            throw isTooLarge ? Problem.tooLarge(LIMIT_MIB) : Problem.badSignature();
        }
        return within(large, () -> useLarge(start, in, use));
    }

    private static <T> T useLarge(byte[] start, InputStream in, Use<T> use) throws IOException {
        byte[] rest = readInTime(in, LIMIT + 1 - start.length);
        if (start.length + rest.length > LIMIT) {
            throw Problem.tooLarge(LIMIT_MIB);
        }
        byte[] body = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, body, start.length, rest.length);
        return use.with(body);
    }

    /** GitHub gives up after 10 seconds: who is slower keeps others from being read. */
    private static byte[] readInTime(InputStream in, int limit) throws IOException {
        long startedAt = System.nanoTime();
        ByteArrayOutputStream rest = new ByteArrayOutputStream(SMALL);
        byte[] piece = new byte[PIECE];
        while (rest.size() < limit) {
            int length = in.read(piece, 0, Math.min(PIECE, limit - rest.size()));
            if (length < 0) {
                break;
            }
            if (System.nanoTime() - startedAt > SLOWEST.toNanos()) {
                throw Problem.tooSlow(SLOWEST);
            }
            rest.write(piece, 0, length);
        }
        return rest.toByteArray();
    }

    /** Reads when there is a place, and gives it up again. */
    private static <T> T within(Semaphore places, Reading<T> reading) throws IOException {
        if (!acquire(places)) {
            throw Problem.busy();
        }
        try {
            return reading.read();
        } finally {
            places.release();
        }
    }

    private static boolean acquire(Semaphore places) {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
