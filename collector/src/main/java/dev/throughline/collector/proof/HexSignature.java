package dev.throughline.collector.proof;

import dev.throughline.collector.proof.Hmac.Algorithm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The HMAC of a raw body in a header, in hexadecimal digits after a prefix. Each of several secrets is valid. */
public final class HexSignature {

    private final String prefix;
    private final int length;
    private final Hmac hmac;

    /** @param prefix e.g. {@code sha256=}; may be empty */
    public HexSignature(String prefix, Algorithm algorithm, List<Secret> secrets) {
        this.prefix = prefix;
        this.length = prefix.length() + 2 * algorithm.bytes();
        this.hmac = Hmac.of(algorithm, secrets);
    }

    /** Whether the value of a header could be a signature. */
    public boolean isWellFormed(@Nullable String value) {
        return value != null && value.startsWith(prefix) && value.length() == length;
    }

    /** Whether the value of a header signs this body with one of the secrets. */
    public boolean signs(@Nullable String value, byte[] body) {
        return value != null
                && isWellFormed(value)
                && Hmac.hex(value.substring(prefix.length()))
                        .filter(given -> hmac.signs(given, body))
                        .isPresent();
    }
}
