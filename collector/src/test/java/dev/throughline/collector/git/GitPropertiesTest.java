package dev.throughline.collector.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GitPropertiesTest {

    @Test
    void takesAnEmptyTokenForNone() {
        assertThat(bind(Map.of("throughline.git.token", "")).token()).isNull();
    }

    @Test
    void neverPrintsTheToken() {
        GitProperties properties =
                bind(Map.of("throughline.git.token", "hush", "throughline.git.url", "https://x/{repository}"));

        assertThat(properties.token())
                .isNotNull()
                .extracting(GitProperties.Token::value)
                .isEqualTo("hush");
        assertThat(properties.toString()).doesNotContain("hush");
        assertThat(properties.place("acme/shop")).contains(new GitProperties.Place.At("https://x/acme/shop"));
    }

    @Test
    void refusesAUrlWithAPasswordWithoutRepeatingIt() {
        assertThatThrownBy(() -> bind(Map.of("throughline.git.url", "https://me:hush@x/{repository}")))
                .rootCause()
                .hasMessageContaining("must not have a password")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> bind(Map.of("throughline.git.url", "ext::sh -c {repository}")))
                .rootCause()
                .hasMessageContaining("must begin with");
    }

    @Test
    void putsOwnerAndNameWhereTheyBelong() {
        GitProperties properties = bind(Map.of("throughline.git.url", "file:///srv/git/{owner}+{name}"));

        assertThat(properties.place("acme/shop")).contains(new GitProperties.Place.At("file:///srv/git/acme+shop"));
        assertThat(properties.place("acme/team/shop"))
                .contains(new GitProperties.Place.At("file:///srv/git/acme/team+shop"));
        for (String url : List.of("file:///srv/git/shop", "file:///srv/{owner}", "file:///srv/{owner}/{repo}")) {
            assertThatThrownBy(() -> bind(Map.of("throughline.git.url", url)))
                    .rootCause()
                    .hasMessageContaining("must have {repository}");
        }
    }

    @Test
    void takesTheUrlOfARepositoryThatIsElsewhere() {
        GitProperties properties = bind(Map.of(
                "throughline.git.repositories[0].repository", "Acme/Legacy",
                "throughline.git.repositories[0].url", "ssh://git@git.example.org/legacy.git"));

        assertThat(properties.place("acme/legacy"))
                .contains(new GitProperties.Place.At("ssh://git@git.example.org/legacy.git"));
        assertThat(properties.place("acme/shop")).isEmpty();
    }

    private static GitProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("throughline.git", GitProperties.class);
    }
}
