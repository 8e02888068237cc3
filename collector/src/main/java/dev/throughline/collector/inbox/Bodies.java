package dev.throughline.collector.inbox;

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
    private static final int PIECE = 16 * 1024;

    /** A large body that arrives more slowly than this after a while keeps its place from others. */
    private static final long BYTES_A_SECOND = 128 * 1024;

    private static final Duration RUN_UP = Duration.ofSeconds(2);

    /** No thread is short when many wait, so how many bodies that have arrived are held at once has to be limited here. */
    private final Semaphore small = new Semaphore(200);

    private final Semaphore large = new Semaphore(4);
    private final Unfinished unfinished;

    Bodies(Unfinished unfinished) {
        this.unfinished = unfinished;
    }

    /** What is done with a whole body. */
    interface Use<T> {
        T with(byte[] body);
    }

    /**
     * Reads a body and uses it. One that is still arriving takes no place of those that have arrived.
     *
     * @param declared its length as the sender says; less than 0 when it does not
     * @param sender address that it comes from
     * @param isSigned whether it carries a signature at all; a large one that does not is counted and thrown away
     * @throws Problem when it is empty, too large, or large and not signed, or slow; nothing beyond the limit is read
     */
    <T> T use(InputStream in, long declared, String sender, boolean isSigned, Use<T> use) throws IOException {
        if (declared > LIMIT) {
            throw Problem.tooLarge(LIMIT_MIB);
        }
        byte[] start;
        try (Unfinished.Arrival arrival = unfinished.begin(sender)) {
            start = read(in, SMALL + 1, arrival, false);
            if (start.length > SMALL) {
                return useLarge(start, in, isSigned, arrival, use);
            }
        }
        if (start.length == 0) {
            throw Problem.emptyBody();
        }
        return within(small, () -> use.with(start));
    }

    private <T> T useLarge(byte[] start, InputStream in, boolean isSigned, Unfinished.Arrival arrival, Use<T> use)
            throws IOException {
        if (!isSigned) {
            boolean isTooLarge = start.length + skip(in, LIMIT + 1 - start.length, arrival) > LIMIT;
            throw isTooLarge ? Problem.tooLarge(LIMIT_MIB) : Problem.badSignature();
        }
        return within(large, () -> {
            byte[] rest = read(in, LIMIT + 1 - start.length, arrival, true);
            if (start.length + rest.length > LIMIT) {
                throw Problem.tooLarge(LIMIT_MIB);
            }
            byte[] body = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, body, start.length, rest.length);
            return use.with(body);
        });
    }

    private static long skip(InputStream in, long most, Unfinished.Arrival arrival) throws IOException {
        byte[] piece = new byte[PIECE];
        long skipped = 0;
        while (skipped < most) {
            int length = in.read(piece, 0, (int) Math.min(PIECE, most - skipped));
            if (length < 0) {
                break;
            }
            skipped += length;
            goOn(arrival, skipped);
        }
        return skipped;
    }

    /** Takes memory as it arrives, whatever length was declared. */
    private static byte[] read(InputStream in, int most, Unfinished.Arrival arrival, boolean isHurried)
            throws IOException {
        byte[] bytes = new byte[Math.min(PIECE, most)];
        int length = 0;
        while (length < most) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(most, bytes.length * 2L));
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            if (isHurried) {
                goOn(arrival, length);
            } else {
                arrival.goOn();
            }
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static void goOn(Unfinished.Arrival arrival, long length) {
        arrival.goOn();
        Duration elapsed = arrival.elapsed();
        if (elapsed.compareTo(RUN_UP) > 0 && length < BYTES_A_SECOND * elapsed.toMillis() / 1000) {
            throw Problem.tooSlow(Unfinished.LONGEST);
        }
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
