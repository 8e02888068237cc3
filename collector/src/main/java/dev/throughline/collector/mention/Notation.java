package dev.throughline.collector.mention;

import java.util.regex.Pattern;

/** How a forge refers to things by number: definitions 1.5. */
public enum Notation {
    /** {@code #12} is a change or an issue: both are numbered together. */
    TOGETHER(
            '#',
            "[\\w.-]{1,100}/[\\w.-]{1,100}",
            "(?:issues|pull)",
            "(?:issues|pull)",
            "close[sd]?|fix(?:e[sd])?|resolve[sd]?",
            0,
            "revert-(?<number>\\d{1,18})-(?<hash>)"),
    /** {@code !12} is a change and {@code #12} an issue; repositories are in folders of any depth, and one keyword closes many. */
    APART(
            '!',
            "[\\w.][\\w.-]{0,99}(?:/[\\w.][\\w.-]{0,99}){1,20}",
            "(?:-/)?merge_requests",
            "(?:-/)?(?:issues(?:/incident)?|work_items)",
            "clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?",
            99,
            "revert-(?<hash>[0-9a-f]{7,40})(?![0-9a-z])(?<number>)");

    /** The prefix of the number of an issue everywhere. */
    static final char ISSUE_SIGN = '#';

    final char changeSign;

    /** A change: of this repository, of another, or by its address. Groups: repository, host, repository, number. */
    final Pattern change;

    /** An issue, with the same groups. */
    final Pattern issue;

    /** A reference to what a change or a commit reverts, with the same groups. */
    final Pattern revertsChange;

    /** A keyword that closes what the first group names. */
    final Pattern closes;

    /** The branch that a forge creates to revert something: groups {@code number} and {@code hash}, one of them empty. */
    final Pattern revertBranch;

    /** A title that names the change it was merged with: the first group is its number. */
    final Pattern numberAtEnd;

    /**
     * @param name full name of a repository
     * @param changes prefix of the number in the address of a change
     * @param issues the same for an issue
     * @param keywords that close issues
     *     @param more how many issues a keyword closes in addition to the first
     */
    Notation(
            char changeSign,
            String name,
            String changes,
            String issues,
            String keywords,
            int more,
            String revertBranch) {
        String aChange = numbered(changeSign, name, changes);
        String anIssue = numbered(ISSUE_SIGN, name, issues);
        String closed = (more == 0 ? "" : "(?:issues?[ \\t]{1,9})?") + anIssue.replaceAll("\\((?!\\?)", "(?:");
        this.changeSign = changeSign;
        this.change = Pattern.compile("(?i)" + aChange);
        this.issue = Pattern.compile("(?i)" + anIssue);
        this.revertsChange = Pattern.compile("(?i)" + Mentions.START + "reverts[ \\t]+"
                + (more == 0 ? "" : "(?:merge[ \\t]+request[ \\t]+)?") + aChange);
        this.closes = Pattern.compile(
                "(?i)%s(?:%s)\\b:?[ \\t]+(%s(?:[ \\t]{0,9},?[ \\t]{0,9}(?:(?<=[ \\t])and[ \\t]{1,9})?%s){0,%d})"
                        .formatted(Mentions.START, keywords, closed, closed, more));
        this.revertBranch = Pattern.compile(revertBranch);
        this.numberAtEnd = Pattern.compile("\\(" + changeSign + "(\\d{1,18})\\)$");
    }

    private static String numbered(char sign, String name, String page) {
        return "(?:(%s)?%s|https?://([\\w.:-]{1,200})/(%s)/%s/)0*(\\d{1,18})\\b".formatted(name, sign, name, page);
    }
}
