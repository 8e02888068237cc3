package dev.throughline.collector.inbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bodies as they are stored: zlib, level 1, a fifth of their size for a fraction of the time that jsonb takes. */
final class Deflated {

    /** Idle deflaters. Creating one takes as long as deflating a small body, and each holds a quarter of a megabyte. */
    private static final BlockingQueue<Deflater> DEFLATERS = new ArrayBlockingQueue<>(8);

    private static final int PIECE = 64 * 1024;

    private Deflated() {}

    static byte[] of(byte[] body) {
        Deflater resting = DEFLATERS.poll();
        Deflater deflater = resting == null ? new Deflater(Deflater.BEST_SPEED) : resting;
        try {
            return deflate(deflater, body);
        } finally {
            deflater.reset();
            if (!DEFLATERS.offer(deflater)) {
                deflater.end();
            }
        }
    }

    private static byte[] deflate(Deflater deflater, byte[] body) {
        deflater.setInput(body);
        deflater.finish();
        byte[] piece = new byte[Math.clamp(body.length / 3, 1024, PIECE)];
        int length = deflater.deflate(piece);
        if (deflater.finished()) {
            return Arrays.copyOf(piece, length);
        }
        // in pieces: a growing array would exist twice
        List<byte[]> pieces = new ArrayList<>();
        while (!deflater.finished()) {
            pieces.add(piece);
            piece = new byte[PIECE];
            length = deflater.deflate(piece);
        }
        pieces.add(Arrays.copyOf(piece, length));
        return joined(pieces);
    }

    private static byte[] joined(List<byte[]> pieces) {
        byte[] whole = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }

    /** @param bytes length of the body before it was deflated */
    static byte[] inflate(byte[] deflated, int bytes) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(deflated);
            byte[] body = new byte[bytes];
            int length = 0;
            while (length < bytes) {
                int read = inflater.inflate(body, length, bytes - length);
                if (read == 0) {
                    throw new IllegalStateException("a stored body ends after %d of %d bytes".formatted(length, bytes));
                }
                length += read;
            }
            return body;
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored body cannot be inflated", e);
        }
    }
}
