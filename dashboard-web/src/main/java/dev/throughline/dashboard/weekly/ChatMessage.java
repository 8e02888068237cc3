package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.WeeklyReport.FailedDeployment;
import dev.throughline.dashboard.weekly.WeeklyReport.Line;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report as the body for Slack's incoming webhooks: blocks, and the whole report again as text, which notifications and screen readers
 * use, and which Mattermost and Rocket.Chat show, because they know no blocks.
 */
final class ChatMessage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Slack accepts about 13,000 characters of blocks, whatever its reference says. */
    private static final int FAILED = 5;

    private final WeeklyReport report;

    private ChatMessage(WeeklyReport report) {
        this.report = report;
    }

    static String of(WeeklyReport report) {
        ChatMessage message = new ChatMessage(report);
        ObjectNode body = JSON.createObjectNode();
        body.put("text", message.text());
        body.set("blocks", message.blocks());
        body.put("unfurl_links", false);
        body.put("unfurl_media", false);
        return JSON.writeValueAsString(body);
    }

    private String text() {
        return "%s\n%s\n%s\n%s\n%s"
                .formatted(
                        PlainText.chat(report.title()),
                        span(),
                        report.lines().stream().map(ChatMessage::metric).collect(Collectors.joining("\n")),
                        failures(),
                        links());
    }

    private ArrayNode blocks() {
        ArrayNode blocks = JSON.createArrayNode();
        text(blocks.addObject().put("type", "header"), "plain_text", PlainText.line(report.title()));
        context(blocks, span());
        report.lines().forEach(line -> section(blocks, metric(line)));
        section(blocks, failures());
        context(blocks, links());
        return blocks;
    }

    private String span() {
        return report.span() + (report.isProvisional() ? "\n" + WeeklyReport.PROVISIONAL : "");
    }

    /** Links are in Slack's format, which Mattermost and Rocket.Chat know too. */
    private static String metric(Line line) {
        return "%s\nWeek: %s\n90 days: %s"
                .formatted(
                        link(line.href(), line.name()),
                        PlainText.harmless(ReportText.figure(line.week())),
                        PlainText.harmless(ReportText.figure(line.days())));
    }

    private String failures() {
        String listed =
                report.failed().stream().limit(FAILED).map(ChatMessage::failed).collect(Collectors.joining());
        int left = report.failed().size() - FAILED;
        String more = report.more() != null
                ? "\n" + link(report.more(), "All of them")
                : left > 0 ? "\n" + link(report.self(), left + " more") : "";
        return report.failures() + listed + more;
    }

    private static String failed(FailedDeployment failed) {
        return "\n◆ %s %s, %s. %s"
                .formatted(
                        link(failed.href(), PlainText.chat(failed.version())),
                        PlainText.chat(failed.service()),
                        failed.at(),
                        String.join(" ", failed.why()));
    }

    private String links() {
        return link(report.href(), "The services") + " · " + link(report.self(), "This report");
    }

    private static String link(String href, String text) {
        return "<" + href.replace("|", "%7C").replace(">", "%3E") + "|" + text + ">";
    }

    private static void section(ArrayNode blocks, String text) {
        text(blocks.addObject().put("type", "section"), "mrkdwn", text);
    }

    private static void context(ArrayNode blocks, String text) {
        blocks.addObject()
                .put("type", "context")
                .putArray("elements")
                .addObject()
                .put("type", "mrkdwn")
                .put("text", text);
    }

    private static void text(ObjectNode block, String type, String text) {
        block.putObject("text").put("type", type).put("text", text);
    }
}
