package dev.throughline.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.story.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The worked example of docs/metrics.md: what its first table tells gives the numbers of its second. */
class WorkedExampleIT {

    private static final Path DOCUMENT = Path.of("../docs/metrics.md");
    private static final String HEADING = "## A week, worked out";
    private static final String SCOPE =
            "(array['acme/till'], null, '2025-06-02Z'::timestamptz, '2025-06-09Z'::timestamptz)";

    @Test
    void givesTheNumbersThatItShows() throws IOException {
        List<List<String>> rows = rows();
        List<List<String>> events =
                rows.stream().filter(row -> row.getFirst().startsWith("2025-")).toList();
        List<String> shown = rows.stream()
                .filter(row -> row.size() == 3 && row.get(2).startsWith("0.")
                        || row.get(2).endsWith(" seconds"))
                .map(row -> row.get(2).replaceAll(" .*", ""))
                .toList();
        assertThat(events).hasSize(17);
        assertThat(shown).hasSize(7);

        Engine engine = new Engine().record(story(events).facts()).derive();

        assertThat(List.of(
                        engine.value("round(value::numeric, 6) from deployment_frequency" + SCOPE),
                        engine.value("p50 from change_lead_time" + SCOPE),
                        engine.value("p75 from change_lead_time" + SCOPE),
                        engine.value("p90 from change_lead_time" + SCOPE),
                        engine.value("value from change_fail_rate" + SCOPE),
                        engine.value("p50 from failed_deployment_recovery_time" + SCOPE),
                        engine.value("value from deployment_rework_rate" + SCOPE)))
                .isEqualTo(shown);
    }

    private static Story story(List<List<String>> events) {
        Story story = new Story("acme/till");
        Map<String, String> begun = new HashMap<>();
        @Nullable String head = null;
        int deployments = 0;
        for (List<String> event : events) {
            String time = event.get(0).replace(' ', 'T');
            String which = event.get(2);
            switch (event.get(1)) {
                case "commit" -> {
                    story.push("main", head, time, Story.commit(which, time));
                    head = which;
                }
                case "deployed" -> story.deploy(Integer.toString(++deployments), which, time);
                case "did not get through" -> story.failToDeploy(Integer.toString(++deployments), which, time);
                case "incident begins" -> begun.put(which, time);
                case "incident ends" ->
                    story.incident(Long.parseLong(which), Objects.requireNonNull(begun.remove(which)), time);
                default -> throw new AssertionError("what is '" + event.get(1) + "'?");
            }
        }
        assertThat(begun).isEmpty();
        return story;
    }

    /** The cells of the tables under the heading. */
    private static List<List<String>> rows() throws IOException {
        String document = Files.readString(DOCUMENT);
        String section = document.substring(document.indexOf(HEADING) + HEADING.length());
        List<List<String>> rows = new ArrayList<>();
        section.substring(0, section.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| "))
                .forEach(line -> rows.add(
                        Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                                .map(String::strip)
                                .toList()));
        return rows;
    }
}
