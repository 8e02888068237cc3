package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A set of very many commits, in insertion order: about 40 to 60 bytes each, a third of what a set of objects takes. Nothing can be removed
 * from it.
 */
final class PackedCommits extends AbstractSet<CommitSha> {

    private static final int HEX = 16;

    /** Of the longest hash, which has 64 digits. */
    private static final int WORDS = 4;

    private static final int SHORT_DIGITS = 40;
    private static final int AT_FIRST = 16;

    /** 2 to the 64th, divided by the golden ratio. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /** The hashes one after the other, each as four words: the last one and a half are zero for a hash of 40 digits, and for no other. */
    private long[] words = new long[AT_FIRST * WORDS];

    /** Where in a table of twice as many places: the number of a hash counted from 1, or 0. */
    private int[] places = new int[2 * AT_FIRST];

    private int size;

    @Override
    public boolean add(CommitSha sha) {
        if (size == words.length / WORDS) {
            grow();
        }
        write(sha, words, size * WORDS);
        int place = place(words, size * WORDS);
        if (places[place] != 0) {
            return false;
        }
        places[place] = ++size;
        return true;
    }

    @Override
    public boolean contains(Object other) {
        long[] asked = new long[WORDS];
        if (!(other instanceof CommitSha sha)) {
            return false;
        }
        write(sha, asked, 0);
        return places[place(asked, 0)] != 0;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<CommitSha> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public CommitSha next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return read(WORDS * next++);
            }
        };
    }

    private static void write(CommitSha sha, long[] to, int at) {
        String hex = sha.value();
        to[at] = Long.parseUnsignedLong(hex, 0, HEX, HEX);
        to[at + 1] = Long.parseUnsignedLong(hex, HEX, 2 * HEX, HEX);
        if (hex.length() == SHORT_DIGITS) {
            to[at + 2] = Long.parseUnsignedLong(hex, 2 * HEX, SHORT_DIGITS, HEX) << Integer.SIZE;
            to[at + 3] = 0;
        } else {
            to[at + 2] = Long.parseUnsignedLong(hex, 2 * HEX, 3 * HEX, HEX);
            to[at + 3] = Long.parseUnsignedLong(hex, 3 * HEX, WORDS * HEX, HEX);
        }
    }

    private CommitSha read(int at) {
        HexFormat hex = HexFormat.of();
        String start = hex.toHexDigits(words[at]) + hex.toHexDigits(words[at + 1]);
        boolean isShort = words[at + 3] == 0 && (int) words[at + 2] == 0;
        return new CommitSha(
                isShort
                        ? start + hex.toHexDigits((int) (words[at + 2] >>> Integer.SIZE))
                        : start + hex.toHexDigits(words[at + 2]) + hex.toHexDigits(words[at + 3]));
    }

    /**
     * The place of this hash, or the free one where it belongs: spread by all of its digits, because an uploaded hash may be a plain
     * number.
     */
    private int place(long[] in, int at) {
        long mixed = ((in[at] * SPREAD + in[at + 1]) * SPREAD + in[at + 2]) * SPREAD + in[at + 3];
        int place = (int) (mixed * SPREAD >>> Integer.SIZE) & places.length - 1;
        while (places[place] != 0
                && !Arrays.equals(in, at, at + WORDS, words, (places[place] - 1) * WORDS, places[place] * WORDS)) {
            place = place + 1 & places.length - 1;
        }
        return place;
    }

    private void grow() {
        words = Arrays.copyOf(words, 2 * words.length);
        places = new int[2 * places.length];
        for (int number = 1; number <= size; number++) {
            places[place(words, (number - 1) * WORDS)] = number;
        }
    }
}
