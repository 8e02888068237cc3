package dev.throughline.server.release;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.server.release.Release.Delivered;
import dev.throughline.server.release.Release.Range;
import dev.throughline.server.release.Release.Usual;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a release did, as Markdown that GitHub and GitLab render alike. */
final class ReleaseMarkdown {

    /** Forges accept no comment of more than 65,536 characters. */
    private static final int MOST = 50;

    private static final int SHORT = 7;
    private static final List<String> STAGES = List.of("coding", "pickup", "review", "queue", "deploy");

    private final Release release;
    private final String pages;
    private final StringBuilder text = new StringBuilder();

    /** @param pages the address of the pages for people */
    ReleaseMarkdown(Release release, String pages) {
        this.release = release;
        this.pages = pages.replaceAll("/+$", "");
    }

    String write() {
        head();
        verdict();
        changes();
        usual();
        return text.toString();
    }

    private void head() {
        String page = pages + Paths.deployment(UUID.fromString(release.id()));
        String sha = release.sha().isEmpty()
                ? "A version"
                : ForgeText.code(
                        release.sha().substring(0, Math.min(SHORT, release.sha().length())));
        line("### %s was deployed to %s".formatted(sha, ForgeText.of(release.environment())));
        line("");
        line("%s · %s UTC · %s"
                .formatted(
                        ForgeText.link(ForgeText.of(release.service()), pages + ServicePath.of(release.service(), "?")),
                        Moment.of(release.finishedAt(), ZoneOffset.UTC).text(),
                        ForgeText.link("all about it", page)));
        line("");
    }

    private void verdict() {
        if (release.failed() == null) {
            line("It is not in production, so whether it failed is not judged.");
        } else if (release.failed()) {
            line("**It failed.** " + String.join(" ", release.why()));
        } else {
            line("It has not failed so far.");
        }
        line("");
    }

    private void changes() {
        if (release.isFirst()) {
            line("Nothing was deployed before it, so what it delivered cannot be known.");
        } else if (release.changes().isEmpty() && release.loose() == 0) {
            line(release.isLinked() ? "It delivered nothing new." : "What it delivered is not known.");
        }
        if (!release.changes().isEmpty()) {
            line("| Delivered | Lead time | Coding | Pickup | Review | Queue | Deploy |");
            line("|---|--:|--:|--:|--:|--:|--:|");
            release.changes().stream().limit(MOST).forEach(this::row);
            line("");
            if (release.changes().size() > MOST) {
                line("And %s more.".formatted(Wording.counted(release.changes().size() - MOST, "change")));
                line("");
            }
        }
        if (release.loose() > 0) {
            line(
                    release.changes().isEmpty()
                            ? "It delivered %s without a pull or merge request."
                                    .formatted(Wording.counted(release.loose(), "commit"))
                            : "Beside these it delivered %s without a pull or merge request."
                                    .formatted(Wording.counted(release.loose(), "commit")));
        }
        line("");
    }

    private void row(Delivered change) {
        String number = change.number() == null ? "change" : "#" + change.number();
        StringBuilder row = new StringBuilder("| ")
                .append(ForgeText.link(number, change.url()))
                .append(' ')
                .append(ForgeText.of(change.title()))
                .append(" | ")
                .append(duration(change.leadTime()));
        STAGES.forEach(
                stage -> row.append(" | ").append(duration(change.stages().get(stage))));
        line(row.append(" |").toString());
    }

    private void usual() {
        Usual.LeadTime lead = release.usual().leadTime();
        if (!release.leads().isEmpty()) {
            double median = median(release.leads());
            line("Lead time, median: **%s** from %s. Usual in the 90 days up to it: %s."
                    .formatted(
                            Wording.duration(median),
                            Wording.counted(release.leads().size(), "commit"),
                            usual(
                                    lead.p50(),
                                    lead.interval(),
                                    Wording.counted(lead.n(), "commit"),
                                    Wording::duration)));
            line(Standing.of(median, lead));
            line("");
        }
        Usual.FailRate rate = release.usual().failRate();
        line("Change fail rate in these 90 days: %s."
                .formatted(usual(
                        rate.value(),
                        rate.interval(),
                        rate.numerator() + " of " + Wording.counted(rate.denominator(), "deployment"),
                        Wording::percent)));
    }

    private static String usual(
            @Nullable Double value, @Nullable Range interval, String basis, Function<@Nullable Double, String> words) {
        return "%s (%s%s)"
                .formatted(
                        words.apply(value),
                        basis,
                        interval == null
                                ? ""
                                : ", 95 % interval " + words.apply(interval.low()) + " to "
                                        + words.apply(interval.high()));
    }

    private static double median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
    }

    private static String duration(@Nullable Double seconds) {
        return seconds == null ? "–" : Wording.duration(seconds);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
