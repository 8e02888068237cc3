package dev.throughline.engine.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads many rows by COPY in PostgreSQL's binary format, one after the other, in memory that does not grow with them. The columns of a row
 * are read in their order, each once. The connection does nothing else meanwhile. Closing early reads the rest and discards it.
 */
public final class BinaryRows implements AutoCloseable {

    private static final int SIGNATURE_BYTES = 11;
    private static final short END = -1;
    private static final long EPOCH_MICROS = BinaryCopy.EPOCH_SECOND * 1_000_000;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final CopyOut copy;
    private ByteBuffer row = NONE;
    private boolean isHeaderRead;

    /** @param query without parameters, because COPY takes none */
    public BinaryRows(Connection connection, String query) throws SQLException {
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (%s) to stdout with (format binary)".formatted(query));
    }

    /** Moves to the next row; false when there is none. */
    public boolean next() throws SQLException {
        while (true) {
            if (!row.hasRemaining()) {
                byte[] bytes = copy.readFromCopy();
                if (bytes == null) {
                    return false;
                }
                row = ByteBuffer.wrap(bytes);
            }
            if (!isHeaderRead) {
                isHeaderRead = true;
                row.position(row.position() + SIGNATURE_BYTES + Integer.BYTES);
                row.position(row.position() + Integer.BYTES + row.getInt(row.position()));
            } else if (row.getShort() != END) {
                return true;
            }
        }
    }

    /** A bigint that is not null. */
    public long number() {
        row.getInt();
        return row.getLong();
    }

    /** An integer; null when the column is. */
    public @Nullable Integer integer() {
        return row.getInt() < 0 ? null : (Integer) row.getInt();
    }

    public UUID uuid() {
        row.getInt();
        return new UUID(row.getLong(), row.getLong());
    }

    /** A timestamptz, in microseconds since 1970; null when the column is. */
    public @Nullable Long micros() {
        return row.getInt() < 0 ? null : (Long) (row.getLong() + EPOCH_MICROS);
    }

    public String text() {
        byte[] bytes = new byte[row.getInt()];
        row.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** An array of texts, of which none is null. */
    public List<String> texts() {
        int n = elements();
        List<String> texts = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            texts.add(text());
        }
        return texts;
    }

    /** An array of integers, of which none is null. */
    public int[] integers() {
        int[] integers = new int[elements()];
        for (int i = 0; i < integers.length; i++) {
            row.getInt();
            integers[i] = row.getInt();
        }
        return integers;
    }

    /** How many there are; the row is positioned at the first. */
    private int elements() {
        row.getInt();
        int dimensions = row.getInt();
        row.getInt();
        row.getInt();
        if (dimensions == 0) {
            return 0;
        }
        int n = row.getInt();
        row.getInt();
        return n;
    }

    /** Reads what is left: cancelling could hit the next statement instead. */
    @Override
    public void close() throws SQLException {
        while (copy.isActive() && copy.readFromCopy() != null) {
            row = NONE;
        }
    }
}
