package dev.throughline.collector.source;

import java.util.List;

/**
 * How to connect a sender, in the words of its own form. Plain text throughout: markup is up to the page that shows it.
 *
 * @param where the way to the form, e.g. {@code Settings → Webhooks → Add webhook}
 * @param about what else there is to know before it is filled in; may be empty
 * @param steps what the form asks for, in its order
 * @param proof how to see that it works, in a sentence or two
 * @param trial lines of a shell that post as the sender would, in which {@code {url}} and {@code {secret}} stand for the two; may be
 *     empty
 * @param forms where the form is, of each that can have one; empty when that has no address that could be known
 */
public record Guide(String where, String about, List<Step> steps, String proof, String trial, List<Form> forms) {

    public Guide {
        steps = List.copyOf(steps);
        forms = List.copyOf(forms);
    }

    /** Of a form whose address cannot be known. */
    public Guide(String where, String about, List<Step> steps, String proof, String trial) {
        this(where, about, steps, proof, trial, List.of());
    }

    /**
     * Where the form for a new webhook is.
     *
     * @param label of what is named, e.g. {@code Repository}
     * @param address in which {@code {name}} stands for the name of it
     * @param example of such a name, e.g. {@code acme/web}
     */
    public record Form(String label, String address, String example) {}

    /** The same, where the form has addresses that are known. */
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
     * @param values what to enter or to choose; none for the address and the secret, which differ from server to server
     * @param note what else there is to know; may be empty
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

        /** @param lines in which {@code {url}} stands for the address to post to */
        public static Step code(String title, String lines, String note) {
            return new Step(Kind.CODE, title, lines.lines().toList(), note);
        }
    }
}
