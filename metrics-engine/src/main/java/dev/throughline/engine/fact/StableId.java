package dev.throughline.engine.fact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that are the same each time a fact is derived: UUID version 5 (RFC 9562) of what identifies it at its source. */
public final class StableId {

    /** Throughline's own namespace; changing it would change every id. */
    private static final UUID NAMESPACE = UUID.fromString("6f1d2c1e-53b4-5d0e-9a39-6f3c7a2e8b10");

    private StableId() {}

    /** The id of what these parts identify. Each part is preceded by its length, so no two lists of parts read the same. */
    public static UUID of(String... parts) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .flip());
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha1.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            sha1.update(bytes);
        }
        ByteBuffer digest = ByteBuffer.wrap(sha1.digest());
        long high = digest.getLong() & ~0xF000L | 0x5000L;
        long low = digest.getLong() & ~(3L << 62) | 2L << 62;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
