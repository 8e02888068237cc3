package dev.throughline.dashboard.weekly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatMessageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void saysAllOfItInBlocksAndOnceMoreAsText() {
        JsonNode message = JSON.readTree(ChatMessage.of(SampleReports.of("payments", 2)));

        for (String all :
                new String[] {message.path("text").asString(), String.join("\n", texts(message.path("blocks")))}) {
            assertThat(all)
                    .contains("payments: delivery in week 10 of 2026")
                    .contains("2026-03-02 to 2026-03-08, UTC time", "Provisional:")
                    .contains("|The change lead time>\nWeek: n/a (No deployments in this window.)")
                    .contains("90 days: 2 h 4 min (34 commits, 95 % interval 1 h to 3 h); ≈ no clear change")
                    .contains(
                            "◆ <https://throughline.example.org/deployments/1|3f2c9b1> payments, 2026-03-03 12:00. It was rolled back.");
        }
        assertThat(message.path("blocks").path(0).path("type").asString()).isEqualTo("header");
        assertThat(message.path("unfurl_links").asBoolean(true)).isFalse();
    }

    @Test
    void callsNobodyAndDrawsNothingThatStrangersWrote() {
        String message = ChatMessage.of(SampleReports.of(SampleReports.HOSTILE, 1));
        JsonNode read = JSON.readTree(message);
        String text = read.path("text").asString();

        assertThat(text)
                .doesNotContain("@channel", "<!here>", "<img", "*bold*", "](", "https://evil", "\u202E", "`", "~")
                .contains("@\u200Bchannel", "&lt;!here&gt;", "&lt;img");
        read.path("blocks").forEach(block -> {
            if (!block.path("type").asString().equals("header")) {
                assertThat(block.toString())
                        .doesNotContain("@channel", "<!here>", "<img", "*bold*", "](", "https://evil");
            } else {
                assertThat(block.path("text").path("type").asString()).isEqualTo("plain_text");
                assertThat(block.path("text").path("text").asString()).hasSizeLessThanOrEqualTo(150);
            }
        });
    }

    @Test
    void staysBelowWhatSlackTakes() {
        WeeklyReport large = SampleReports.of("a team with a name of some length ".repeat(20), 10);
        JsonNode blocks = JSON.readTree(ChatMessage.of(large)).path("blocks");

        assertThat(blocks.toString()).hasSizeLessThan(10_000);
        assertThat(blocks.size()).isLessThanOrEqualTo(50);
        texts(blocks).forEach(text -> assertThat(text).hasSizeLessThan(3_000));
        assertThat(blocks.toString()).contains("|5 more>");
    }

    private static List<String> texts(JsonNode blocks) {
        return blocks.valueStream()
                .map(block -> block.path("type").asString().equals("context")
                        ? block.path("elements").path(0)
                        : block.path("text"))
                .map(text -> text.path("text").asString())
                .toList();
    }
}
