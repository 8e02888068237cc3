package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The boards as grafana/fill.sh writes them for a Grafana. */
class FilledBoardsTest {

    private static final Path BOARDS = Board.GRAFANA.resolve("dashboards");

    @Test
    void leadToTheAddressThatTheyAreFilledWith(@TempDir Path folder) throws Exception {
        assertThat(fill("https://throughline.example.org/at/", folder)).isZero();

        assertThat(Board.all()).allSatisfy(board -> {
            String filled = Files.readString(folder.resolve(board + ".json"));
            assertThat(filled).doesNotContain("127.0.0.1");
            assertThat(filled.replace("https://throughline.example.org/at", "http://127.0.0.1:8080"))
                    .isEqualTo(Files.readString(BOARDS.resolve(board + ".json")));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"throughline.example.org", "javascript:alert(1)", "https://a#b", "https://a\"b", "https://a b"})
    void areNotFilledWithWhatIsNoAddress(String url, @TempDir Path folder) throws Exception {
        assertThat(fill(url, folder)).isOne();

        assertThat(folder).isEmptyDirectory();
    }

    private static int fill(String url, Path folder) throws Exception {
        ProcessBuilder script = new ProcessBuilder(
                "sh", Board.GRAFANA.resolve("fill.sh").toString(), BOARDS.toString(), folder.toString());
        script.environment().put("THROUGHLINE_URL", url);
        return script.redirectErrorStream(true).start().waitFor();
    }
}
