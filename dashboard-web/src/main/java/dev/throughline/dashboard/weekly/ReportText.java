package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.WeeklyReport.FailedDeployment;
import dev.throughline.dashboard.weekly.WeeklyReport.Figure;
import dev.throughline.dashboard.weekly.WeeklyReport.Line;

/** A report as plain text: the alternative of the mail. */
final class ReportText {

    private ReportText() {}

    static String of(WeeklyReport report) {
        StringBuilder text = new StringBuilder();
        line(text, PlainText.line(report.title()));
        line(text, report.span());
        if (report.isProvisional()) {
            line(text, WeeklyReport.PROVISIONAL);
        }
        for (Line metric : report.lines()) {
            line(text, "");
            line(text, metric.name());
            line(text, "  Week:    " + figure(metric.week()));
            line(text, "  90 days: " + figure(metric.days()));
            line(text, "  " + metric.href());
        }
        line(text, "");
        line(text, report.failures());
        for (FailedDeployment failed : report.failed()) {
            line(
                    text,
                    "  %s %s, %s"
                            .formatted(
                                    PlainText.line(failed.version()), PlainText.line(failed.service()), failed.at()));
            failed.why().forEach(why -> line(text, "    " + why));
            line(text, "    " + failed.href());
        }
        if (report.more() != null) {
            line(text, "  All of them: " + report.more());
        }
        line(text, "");
        line(text, "The services: " + report.href());
        line(text, "This report: " + report.self());
        return text.toString();
    }

    /** A value with everything that belongs to it. */
    static String figure(Figure figure) {
        String comparison = figure.comparison().isEmpty() ? "" : "; " + figure.comparison();
        return figure.text() + " (" + figure.beside() + ")" + comparison;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
