package dev.throughline.dashboard.source;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A source, and what it takes to connect it. All texts are plain.
 *
 * @param name in addresses and keys
 * @param kind its kind
 * @param title what people call it
 * @param url where it posts, e.g. {@code http://127.0.0.1:8080/webhooks/jira}
 * @param secretVariable the environment variable that sets its secret
 * @param secretFile the file that holds the secret that was made for it; null when none was
 * @param tells what it reports, in the words of the API
 * @param guide how it is connected
 */
public record ConnectedSource(
        String name,
        String kind,
        String title,
        String url,
        SecretState secret,
        String secretVariable,
        @Nullable String secretFile,
        List<String> tells,
        Guide guide) {

    /** Whether there is a secret, and whose. */
    public enum SecretState {
        /** It is configured. */
        CONFIGURED,
        /** Made at the first start. */
        MADE,
        /** There is none: everything is refused. */
        MISSING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How it is connected, in the words of the sender's own form.
     *
     * @param where the path to that form
     * @param about what else to know before; may be empty
     * @param proof how to check that it works; may be empty
     * @param trial shell lines that post as the sender would; may be empty
     * @param forms where that form is; empty when its address cannot be known
     */
    public record Guide(String where, String about, List<Step> steps, String proof, String trial, List<Form> forms) {}

    /**
     * Where the form for a new webhook is.
     *
     * @param label what is named, e.g. {@code Repository}
     * @param address with {@code {name}} as a placeholder for the name
     * @param example of such a name, e.g. {@code acme/web}
     */
    public record Form(String label, String address, String example) {}

    /**
     * One thing that the form asks for.
     *
     * @param kind {@code url}, {@code secret}, {@code value}, {@code choice} or {@code code}
     * @param values what to enter or to choose
     * @param note what else to know; may be empty
     */
    public record Step(String kind, String title, List<String> values, String note) {}
}
