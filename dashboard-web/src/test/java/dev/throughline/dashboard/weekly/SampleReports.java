package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.WeeklyReport.FailedDeployment;
import dev.throughline.dashboard.weekly.WeeklyReport.Figure;
import dev.throughline.dashboard.weekly.WeeklyReport.Line;
import dev.throughline.engine.metric.Metric;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Reports that are made up. */
final class SampleReports {

    static final String HOSTILE =
            "<img src=x onerror=alert(1)>\u202E@channel *bold* <!here> [x](https://evil.example) \n`|~";

    private static final Figure SOME = new Figure("2 h 4 min", "34 commits", "1 h to 3 h", "≈ no clear change", "");
    private static final Figure NONE = new Figure("n/a", "0 commits", "", "", "No deployments in this window.");

    private SampleReports() {}

    static WeeklyReport of(String team, int failed) {
        return new WeeklyReport(
                team,
                "week 10 of 2026",
                "2026-03-02 to 2026-03-08, UTC time",
                true,
                Arrays.stream(Metric.values())
                        .map(metric -> new Line(
                                metric,
                                "The " + metric.word().replace('_', ' '),
                                "https://throughline.example.org/explain/" + metric.word() + "?team=x&from=2026-03-02",
                                NONE,
                                SOME))
                        .toList(),
                Collections.nCopies(
                        failed,
                        new FailedDeployment(
                                "3f2c9b1",
                                team,
                                "2026-03-03 12:00",
                                "https://throughline.example.org/deployments/1",
                                List.of("It was rolled back.", "A hotfix followed."))),
                null,
                "https://throughline.example.org/teams?name=x",
                "https://throughline.example.org/reports?team=x");
    }
}
