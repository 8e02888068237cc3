package dev.throughline.engine.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes many rows into a table by COPY in PostgreSQL's binary format: nothing has to be escaped, formatted or parsed, and the server
 * stores rows while later ones are written. The connection does nothing else meanwhile. Without a proper end, everything is discarded.
 */
public final class BinaryCopy implements AutoCloseable {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NULL = -1;
    private static final int TEXT_OID = 25;
    /** PostgreSQL's time begins in 2000, Java's in 1970. */
    static final long EPOCH_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final int BUFFERED = 1 << 16;

    private final CopyIn copy;
    private final short columns;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED);

    /** @param columns in the order in which each row writes them */
    public BinaryCopy(Connection connection, String table, List<String> columns) throws SQLException {
        this.columns = (short) columns.size();
        String sql = "copy %s (%s) from stdin with (format binary)".formatted(table, String.join(", ", columns));
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins the next row. */
    public void row() throws SQLException {
        need(Short.BYTES);
        buffer.putShort(columns);
    }

    /** A bigint. */
    public void number(long value) throws SQLException {
        need(Integer.BYTES + Long.BYTES);
        buffer.putInt(Long.BYTES).putLong(value);
    }

    /** An integer. */
    public void integer(@Nullable Integer value) throws SQLException {
        if (value == null) {
            empty();
            return;
        }
        need(2 * Integer.BYTES);
        buffer.putInt(Integer.BYTES).putInt(value);
    }

    public void bool(boolean value) throws SQLException {
        need(Integer.BYTES + 1);
        buffer.putInt(1).put((byte) (value ? 1 : 0));
    }

    /** A text without null bytes. */
    public void text(@Nullable String value) throws SQLException {
        if (value == null) {
            empty();
        } else {
            bytes(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    public void uuid(@Nullable UUID value) throws SQLException {
        if (value == null) {
            empty();
            return;
        }
        need(Integer.BYTES + 2 * Long.BYTES);
        buffer.putInt(2 * Long.BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    /** A timestamptz, which has microseconds: anything finer is cut off. */
    public void instant(@Nullable Instant value) throws SQLException {
        if (value == null) {
            empty();
        } else {
            number((value.getEpochSecond() - EPOCH_SECOND) * 1_000_000 + value.getNano() / 1_000);
        }
    }

    /** An array of texts without null bytes. */
    public void texts(@Nullable List<String> values) throws SQLException {
        if (values == null) {
            empty();
            return;
        }
        List<byte[]> elements = values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        int dimensions = elements.isEmpty() ? 0 : 1;
        int header = (3 + 2 * dimensions) * Integer.BYTES;
        int length = header
                + elements.stream()
                        .mapToInt(element -> Integer.BYTES + element.length)
                        .sum();
        need(Integer.BYTES + header);
        buffer.putInt(length).putInt(dimensions).putInt(0).putInt(TEXT_OID);
        if (dimensions > 0) {
            buffer.putInt(elements.size()).putInt(1);
        }
        for (byte[] element : elements) {
            bytes(element);
        }
    }

    private void empty() throws SQLException {
        need(Integer.BYTES);
        buffer.putInt(NULL);
    }

    private void bytes(byte[] value) throws SQLException {
        need(Integer.BYTES);
        buffer.putInt(value.length);
        if (value.length > buffer.remaining()) {
            flush();
        }
        if (value.length > buffer.remaining()) {
            copy.writeToCopy(value, 0, value.length);
        } else {
            buffer.put(value);
        }
    }

    private void need(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /** Has all rows stored. */
    public void end() throws SQLException {
        need(Short.BYTES);
        buffer.putShort((short) -1);
        flush();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
