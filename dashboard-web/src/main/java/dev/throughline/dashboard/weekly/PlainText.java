package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.wording.Visible;

/** Text from strangers for one line of a mail or a message. */
final class PlainText {

    private static final int LONGEST = 120;
    private static final String NOTHING_WIDE = "\u200B";

    private PlainText() {}

    /** Without invisible characters, without line breaks, and of limited length. */
    static String line(String text) {
        String line = Visible.only(text).replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /**
     * The same for a chat: nobody is called by it, nothing becomes a link or a tag, and the characters that a chat makes bold, struck out or
     * code of become others that look alike, as neither Slack nor Markdown as Mattermost has it can be told to leave all of them alone.
     */
    static String chat(String text) {
        return harmless(line(text));
    }

    /** The same for a sentence of ours, which may name something of strangers. */
    static String harmless(String text) {
        return Visible.only(text)
                .replace("@", "@" + NOTHING_WIDE)
                .replace("://", ":" + NOTHING_WIDE + "//")
                .replace('*', '∗')
                .replace('`', 'ˋ')
                .replace('~', '∼')
                .replace('|', '❘')
                .replace('[', '［')
                .replace(']', '］')
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
