package dev.throughline.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static final Set<String> KEYS = Set.of("port", "roles", "github.secret");

    @Test
    void givesKeysTheirPrefix() {
        assertThat(CommandLine.toSpring(new String[] {"--port=9000", "--roles=collector,web", "--demo"}, KEYS))
                .containsExactly("--throughline.port=9000", "--throughline.roles=collector,web", "--demo");
    }

    @Test
    void passesOnWhatIsSpringsOwn() {
        assertThat(CommandLine.toSpring(new String[] {"--logging.level.root=debug"}, KEYS))
                .containsExactly("--logging.level.root=debug");
    }

    @Test
    void refusesAnUnknownArgumentWithoutRepeatingItsValue() {
        assertThatThrownBy(() -> CommandLine.toSpring(new String[] {"--api-tokn=hush"}, KEYS))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("'--api-tokn'")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> CommandLine.toSpring(new String[] {"web"}, KEYS))
                .hasMessageContaining("unknown argument 'web'");
    }
}
