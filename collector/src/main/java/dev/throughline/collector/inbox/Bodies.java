package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies up to a limit. A body that is still arriving uses little memory: beyond its start it is kept on disk. The memory for
 * complete bodies is limited, and only one large body is in memory at a time.
 */
final class Bodies {

    static final int LIMIT_MIB = 25;

    static final int LIMIT = LIMIT_MIB * 1024 * 1024;
    private static final int SMALL = 1024 * 1024;

    /** How much of an arriving body is held in memory. */
    private static final int START = 64 * 1024;

    private static final int PIECE = 16 * 1024;

    /** Limits for large bodies that are arriving, in total and per sender. */
    private static final int MOST_LARGE = 32;

    private static final int MOST_LARGE_OF_ONE = 16;

    /** A large body that arrives more slowly than this after a while takes disk from others. */
    private static final long BYTES_A_SECOND = 128 * 1024;

    private static final Duration RUN_UP = Duration.ofSeconds(2);

    private static final long PATIENCE_SECONDS = 8;

    /** A sender hangs up before that, after 10 seconds, but what has arrived is kept anyway. */
    private static final long PATIENCE_FOR_LARGE_SECONDS = 25;

    /** Memory for small bodies at once, in KiB. There are enough threads for many of them, so the limit has to be here. */
    private static final int SMALL_KIB = 48 * 1024;

    /** A body exists twice, raw and deflated, plus the data of a request. */
    private static final int KIB_OF_A_REQUEST = 96;

    private final Semaphore small = new Semaphore(SMALL_KIB);

    /** Several times its size while it is deflated and sent to the database. */
    private final Semaphore large = new Semaphore(1, true);

    private final Unfinished unfinished;
    private final Unfinished unfinishedLarge;
    private final Landing landing;

    /** @param unfinished what limits all that are arriving */
    Bodies(Unfinished unfinished, Landing landing) {
        this.unfinished = unfinished;
        this.unfinishedLarge = unfinished.limitedTo(MOST_LARGE, MOST_LARGE_OF_ONE);
        this.landing = landing;
    }

    /** What to do with a complete body. */
    interface Use<T> {
        T with(byte[] body);
    }

    /**
     * Reads a body and uses it. A body that is still arriving takes no slot of those that have arrived.
     *
     * @param declared its length according to the sender; negative when unknown
     * @param sender address that it comes from
     * @param isSigned whether it carries a signature at all; a large one that does not is counted and thrown away
     * @throws Problem when it is empty, too large, large and unsigned, or slow; nothing beyond the limit is read
     */
    <T> T use(InputStream in, long declared, String sender, boolean isSigned, Use<T> use) throws IOException {
        if (declared > LIMIT) {
            throw Problem.tooLarge(LIMIT_MIB);
        }
        try (Unfinished.Arrival arrival = unfinished.begin(sender)) {
            byte[] start = read(in, START + 1, arrival);
            if (start.length == 0) {
                throw Problem.emptyBody();
            }
            if (start.length <= START) {
                arrival.arrived();
                return within(small, kib(start.length), PATIENCE_SECONDS, () -> use.with(start));
            }
            return useLong(start, in, sender, isSigned, arrival, use);
        }
    }

    private <T> T useLong(
            byte[] start, InputStream in, String sender, boolean isSigned, Unfinished.Arrival arrival, Use<T> use)
            throws IOException {
        try (FileChannel file = landing.open()) {
            write(file, start, start.length);
            long length = start.length + copy(in, file, SMALL + 1 - start.length, arrival, Pace.OWN);
            if (length > SMALL && !isSigned) {
                boolean isTooLarge = length + copy(in, null, LIMIT + 1 - length, arrival, Pace.HURRIED) > LIMIT;
                throw isTooLarge ? Problem.tooLarge(LIMIT_MIB) : Problem.badSignature();
            }
            if (length > SMALL) {
                try (Unfinished.Arrival largeArrival = unfinishedLarge.begin(sender)) {
                    length += copy(in, file, LIMIT + 1 - length, largeArrival, Pace.HURRIED);
                }
                if (length > LIMIT) {
                    throw Problem.tooLarge(LIMIT_MIB);
                }
            }
            arrival.arrived();
            int bytes = (int) length;
            return bytes <= SMALL
                    ? within(small, kib(bytes), PATIENCE_SECONDS, () -> use.with(whole(file, bytes)))
                    : within(large, 1, PATIENCE_FOR_LARGE_SECONDS, () -> use.with(whole(file, bytes)));
        }
    }

    private static int kib(int bytes) {
        return KIB_OF_A_REQUEST + 2 * bytes / 1024;
    }

    /** Takes memory as it arrives, whatever length was declared. */
    private static byte[] read(InputStream in, int most, Unfinished.Arrival arrival) throws IOException {
        byte[] bytes = new byte[PIECE];
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
            arrival.goOn();
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** How fast a sender must be. */
    private enum Pace {
        OWN,
        HURRIED
    }

    /** @param file null to throw it away */
    private static long copy(
            InputStream in, @Nullable FileChannel file, long most, Unfinished.Arrival arrival, Pace pace)
            throws IOException {
        byte[] piece = new byte[PIECE];
        long copied = 0;
        while (copied < most) {
            int length = in.read(piece, 0, (int) Math.min(PIECE, most - copied));
            if (length < 0) {
                break;
            }
            copied += length;
            arrival.goOn();
            if (pace == Pace.HURRIED) {
                hurry(arrival, copied);
            }
            if (file != null) {
                write(file, piece, length);
            }
        }
        return copied;
    }

    private static void hurry(Unfinished.Arrival arrival, long length) {
        Duration elapsed = arrival.elapsed();
        if (elapsed.compareTo(RUN_UP) > 0 && length < BYTES_A_SECOND * elapsed.toMillis() / 1000) {
            throw Problem.tooSlow(Unfinished.LONGEST);
        }
    }

    private static void write(FileChannel file, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    private static byte[] whole(FileChannel file, int length) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(length);
        while (body.hasRemaining()) {
            if (file.read(body, body.position()) < 0) {
                throw new IOException("the file of an arriving body was cut off");
            }
        }
        return body.array();
    }

    /** Reads when there is room, and releases it afterwards. */
    private static <T> T within(Semaphore room, int permits, long patience, Reading<T> reading) throws IOException {
        if (!acquire(room, permits, patience)) {
            throw Problem.busy();
        }
        try {
            return reading.read();
        } finally {
            room.release(permits);
        }
    }

    private static boolean acquire(Semaphore room, int permits, long patience) {
        try {
            return room.tryAcquire(permits, patience, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
