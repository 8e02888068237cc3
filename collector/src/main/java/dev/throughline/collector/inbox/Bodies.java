package dev.throughline.collector.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads bodies up to a limit. Few large ones are held at once, so that nobody fills the memory with unsigned ones. */
final class Bodies {

    static final int LIMIT_MIB = 25;

    private static final int LIMIT = LIMIT_MIB * 1024 * 1024;
    private static final int SMALL = 1024 * 1024;
    private static final long PATIENCE_SECONDS = 5;

    private final Semaphore large = new Semaphore(4);

    /** What is done with a whole body. */
    interface Use<T> {
        T with(byte[] body);
    }

    /**
     * Reads a body and uses it.
     *
     * @param declared its length as the sender says; less than 0 when it does not
     * @throws Problem when it is empty or too large; nothing beyond the limit is read
     */
    <T> T use(InputStream in, long declared, Use<T> use) throws IOException {
        if (declared > LIMIT) {
            throw Problem.tooLarge(LIMIT_MIB);
        }
        byte[] start = in.readNBytes(SMALL + 1);
        if (start.length == 0) {
            throw Problem.emptyBody();
        }
        return start.length <= SMALL ? use.with(start) : useLarge(start, in, use);
    }

    private <T> T useLarge(byte[] start, InputStream in, Use<T> use) throws IOException {
        if (!acquire()) {
            throw Problem.unavailable();
        }
        try {
            byte[] rest = in.readNBytes(LIMIT + 1 - start.length);
            if (start.length + rest.length > LIMIT) {
                throw Problem.tooLarge(LIMIT_MIB);
            }
            byte[] body = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, body, start.length, rest.length);
            return use.with(body);
        } finally {
            large.release();
        }
    }

    private boolean acquire() {
        try {
            return large.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
