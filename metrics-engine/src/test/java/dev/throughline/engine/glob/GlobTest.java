package dev.throughline.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "acme/?hop, acme/Shop, true",
        "ACME/*, acme/shop/cart, true",
        "acme/*, acme, false",
        "acme?shop, acme/shop, true",
        "acme/s, acme/*, false",
        "a.c, abc, false",
        "'', '', true",
        "*, '', true",
        "ä*, Äpfel, true"
    })
    void matchesNamesInAnyCase(String glob, String name, boolean isMatch) {
        assertThat(Glob.ofNames(glob).matches(name)).isEqualTo(isMatch);
    }

    @ParameterizedTest
    @CsvSource({"v*, v1.0/x, true", "v*, V1, false", "v?.0, v1.0, true", "v?.0, v1x0, false", "\\E.*, anything, false"})
    void matchesTagsInTheirCase(String glob, String tag, boolean isMatch) {
        assertThat(Glob.ofTags(glob).matches(tag)).isEqualTo(isMatch);
    }

    @ParameterizedTest
    @CsvSource({
        "api/**, api/Main.java, true",
        "api/**, api/a/b, true",
        "api/, api/a/b, true",
        "**/*.sql, V1.sql, true",
        "**/*.sql, db/x/V1.sql, true",
        "*.md, README.md, true",
        "*.md, readme.MD, false",
        "a?c, abc, true",
        "ünï/**, ünï/x, true",
        "libs/{a}.txt, libs/{a}.txt, true",
        "api/**, web/api/x, false",
        "api/*, api/a/b, false",
        "*.md, docs/README.md, false",
        "a?c, a/c, false",
        "a.c, abc, false",
        "api/, api, false"
    })
    void matchesPathsByFolders(String glob, String path, boolean isMatch) {
        assertThat(Glob.ofPaths(glob).matches(path)).isEqualTo(isMatch);
    }

    @ParameterizedTest
    @CsvSource({
        "api/**, true",
        "/api, false",
        "./api, false",
        "a/../b, false",
        "a***b, false",
        "a\\b, false",
        "' a', false"
    })
    void tellsWhatIsAGlobOfPaths(String text, boolean isOne) {
        assertThat(Glob.isOfPaths(text)).isEqualTo(isOne);
    }

    @ParameterizedTest
    @CsvSource({"a*c, *b*, true", "a*, b*, false", "a?, a, false", "a*, a, true", "'', *, true", "A*, a, true"})
    void tellsWhichHaveANameInCommon(String one, String other, boolean isSo) {
        assertThat(Glob.ofNames(one).overlaps(Glob.ofNames(other))).isEqualTo(isSo);
        assertThat(Glob.ofNames(other).overlaps(Glob.ofNames(one))).isEqualTo(isSo);
    }

    @Test
    void comparesNoDialectsAndMakesRegexesOfPathsAlone() {
        assertThatThrownBy(() -> Glob.ofNames("a").overlaps(Glob.ofTags("a")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Glob.ofTags("a").toRegex()).isInstanceOf(UnsupportedOperationException.class);
    }
}
