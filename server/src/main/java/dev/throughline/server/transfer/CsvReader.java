package dev.throughline.server.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values (RFC 4180), a record at a time: quoted fields may contain commas, doubled quotes and line breaks. An
 * unquoted field {@code NULL} or {@code \N}, which databases write for null, is empty. A byte order mark and empty lines are skipped.
 */
final class CsvReader implements Closeable {

    /** One that is longer was opened by a quote that was never meant. */
    static final int LONGEST_RECORD = 16_000_000;

    private static final int NOTHING = -2;
    private static final int END = -1;

    private final Reader in;
    private int ahead = NOTHING;
    private long line = 1;
    private long recordLine;
    private boolean isBroken;

    /** @param in buffered; it is closed with this */
    CsvReader(Reader in) {
        this.in = in;
    }

    /** An invalid record. What follows it can be read, unless the record has no end. */
    static final class BadRecord extends Exception {
        private static final long serialVersionUID = 1;

        BadRecord(String message) {
            super(message);
        }
    }

    /** The line that the last record began in, from 1 on. */
    long line() {
        return recordLine;
    }

    /** The next record; null at the end. */
    @Nullable
    List<String> next() throws IOException, BadRecord {
        if (isBroken) {
            return null;
        }
        skipEmptyLines();
        recordLine = line;
        if (peek() == END) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        int length = 0;
        String wrong = null;
        while (true) {
            StringBuilder field = new StringBuilder();
            boolean isQuoted = peek() == '"';
            if (isQuoted) {
                quoted(field, LONGEST_RECORD - length);
                if (!isEndOfField(peek())) {
                    wrong = "there is text behind a closing quote";
                }
            }
            while (!isEndOfField(peek())) {
                field.append((char) read());
            }
            length += field.length();
            String text = field.toString();
            fields.add(!isQuoted && (text.equals("NULL") || text.equals("\\N")) ? "" : text);
            if (peek() != ',') {
                endLine();
                break;
            }
            read();
        }
        if (wrong != null) {
            throw new BadRecord(wrong);
        }
        return fields;
    }

    private void quoted(StringBuilder field, int longest) throws IOException, BadRecord {
        read();
        while (true) {
            int sign = read();
            if (sign == END || field.length() > longest) {
                isBroken = true;
                throw new BadRecord("a quote is not closed; nothing behind it was read");
            }
            if (sign == '"') {
                if (peek() != '"') {
                    return;
                }
                read();
            } else if (sign == '\n') {
                line++;
            }
            field.append((char) sign);
        }
    }

    private void skipEmptyLines() throws IOException {
        if (line == 1 && peek() == '\uFEFF') {
            read();
        }
        while (peek() == '\n' || peek() == '\r') {
            endLine();
        }
    }

    private void endLine() throws IOException {
        if (peek() == '\r') {
            read();
            if (peek() != '\n') {
                line++;
                return;
            }
        }
        if (read() == '\n') {
            line++;
        }
    }

    private static boolean isEndOfField(int sign) {
        return sign == ',' || sign == '\n' || sign == '\r' || sign == END;
    }

    private int peek() throws IOException {
        if (ahead == NOTHING) {
            ahead = in.read();
        }
        return ahead;
    }

    private int read() throws IOException {
        int sign = peek();
        ahead = sign == END ? END : NOTHING;
        return sign;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
