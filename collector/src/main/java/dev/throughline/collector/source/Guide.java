package dev.throughline.collector.source;

import java.util.List;

/**
 * How to connect a sender, in the words of its own form. Plain text throughout: markup is up to the page that shows it.
 *
 * @param where the path to the form, e.g. {@code Settings → Webhooks → Add webhook}
 * @param about what else to know before filling it in; may be empty
 * @param steps what the form asks for, in its order
 * @param proof how to check that it works, in a sentence or two
 * @param trial shell lines that post as the sender would, with the placeholders {@code {url}} and {@code {secret}}; may be empty
 * @param forms where the form is, for each thing that has one; empty when its address cannot be known
 */
public record Guide(String where, String about, List<Step> steps, String proof, String trial, List<Form> forms) {

    public Guide {
        steps = List.copyOf(steps);
        forms = List.copyOf(forms);
    }

    /** For a form whose address cannot be known. */
    public Guide(String where, String about, List<Step> steps, String proof, String trial) {
        this(where, about, steps, proof, trial, List.of());
    }

    /**
     * Where the form for a new webhook is.
     *
     * @param label what is named, e.g. {@code Repository}
     * @param address with {@code {name}} as a placeholder for the name
     * @param example of such a name, e.g. {@code acme/web}
     */
    public record Form(String label, String address, String example) {}

    /** The same, with the known addresses of the form. */
    public Guide with(Form... addresses) {
        return new Guide(where, about, steps, proof, trial, List.of(addresses));
    }

    /** Puts the two into the lines of the trial. */
    public String trial(String url, String secret) {
        return trial.replace("{secret}", secret).replace("{url}", url);
    }

    /**
     * One thing that the form asks for.
     *
     * @param title what the form calls it
     * @param values what to enter or to choose; none for the address and the secret, which differ between servers
     * @param note what else to know; may be empty
     */
    public record Step(Kind kind, String title, List<String> values, String note) {

        /** What is to be entered. */
        public enum Kind {
            /** The address to post to. */
            URL,
            /** The secret. */
            SECRET,
            /** This very value. */
            VALUE,
            /** Some of many, by their names. */
            CHOICE,
            /** A piece of configuration, line by line. */
            CODE
        }

        public Step {
            values = List.copyOf(values);
        }

        public static Step url(String title, String note) {
            return new Step(Kind.URL, title, List.of(), note);
        }

        public static Step secret(String title) {
            return new Step(Kind.SECRET, title, List.of(), "");
        }

        public static Step value(String title, String value, String note) {
            return new Step(Kind.VALUE, title, List.of(value), note);
        }

        public static Step choice(String title, List<String> values, String note) {
            return new Step(Kind.CHOICE, title, values, note);
        }

        /** @param lines with {@code {url}} as a placeholder for the address to post to */
        public static Step code(String title, String lines, String note) {
            return new Step(Kind.CODE, title, lines.lines().toList(), note);
        }
    }
}
