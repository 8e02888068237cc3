package dev.throughline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AssignableTypeFilter;

class SourcesTest {

    @Test
    void findsWhatEachPackagePublishes() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Source.class));
        // only those of packages below: the others are tests'
        scanner.setResourcePattern("*/*.class");
        var packages = scanner.findCandidateComponents("dev.throughline.collector.source").stream()
                .map(found -> String.valueOf(found.getBeanClassName()).replaceFirst(".*\\.source\\.(\\w+)\\..*", "$1"))
                .collect(Collectors.toSet());

        assertThat(Sources.ofEachKind().all().stream()
                        .map(source ->
                                Sources.ofEachKind().kind(source).getClass().getPackageName())
                        .map(name -> name.replaceFirst(".*\\.", ""))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(packages);
    }

    @ParameterizedTest
    @MethodSource("every")
    void describesEachInFull(SourceDescription source) {
        assertThat(source.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*").isEqualTo(source.kind());
        assertThat(source.title()).isNotBlank();
        assertThat(source.tells()).isNotEmpty();
        assertThat(source.guide().where()).isNotBlank();
        assertThat(source.guide().proof()).isNotBlank();
        assertThat(source.guide().steps())
                .extracting(Guide.Step::kind)
                .containsOnlyOnce(Guide.Step.Kind.URL, Guide.Step.Kind.SECRET);
        assertThat(Sources.ofEachKind().settings(source).getRecordComponents())
                .extracting("name")
                .contains("secret");
    }

    static Iterable<SourceDescription> every() {
        return Sources.ofEachKind().all();
    }

    @Test
    void holdsSeveralOfOneKind() {
        Sources sources = configured(
                Map.of("throughline.sources[0].name", "github-emea", "throughline.sources[0].kind", "github"));

        SourceDescription second = sources.find("github-emea").orElseThrow();
        assertThat(second.kind()).isEqualTo("github");
        assertThat(second.title()).isEqualTo("GitHub (github-emea)");
        assertThat(second.path()).isEqualTo("/webhooks/github-emea");
        assertThat(second.secretProperty()).isEqualTo("throughline.github-emea.secret");
        assertThat(sources.find("github")).isPresent();
        assertThat(sources.settings(second))
                .isEqualTo(sources.settings(sources.find("github").orElseThrow()));
    }

    @Test
    void opensEachAsItIsDescribed() {
        Sources sources = configured(
                Map.of("throughline.sources[0].name", "github-emea", "throughline.sources[0].kind", "github"));

        List<Source> open = sources.open(
                new Binder(new MapConfigurationPropertySource()),
                BindHandler.DEFAULT,
                new SourceKind.Surroundings(Catalog.EMPTY, Clock.systemUTC()));

        assertThat(open)
                .extracting(Source::name, Source::traits)
                .containsExactlyElementsOf(sources.all().stream()
                        .map(source -> tuple(source.name(), source.traits()))
                        .toList());
        assertThat(new Normalizers(open).traits())
                .containsExactlyInAnyOrderElementsOf(Sources.ofEachKind().all().stream()
                        .map(SourceDescription::traits)
                        .toList());
    }

    @Test
    void sortsByPrecedenceThenByWhatIsToldThenByTitle() {
        Set<Tells> deployments = Set.of(Tells.DEPLOYMENTS);
        Sources sources = Sources.of(
                List.of(
                        new Described("d", "Zeta", Precedence.PIPELINE, deployments),
                        new Described("c", "alpha", Precedence.PIPELINE, deployments),
                        new Described("b", "Beta", Precedence.PIPELINE, deployments),
                        new Described("f", "Theta", Precedence.PIPELINE, Set.of(Tells.CHANGES, Tells.DEPLOYMENTS)),
                        new Described("a", "Omega", Precedence.FORGE, deployments)),
                List.of(new SourceInstances.Instance("e", "c")));

        assertThat(sources.all()).extracting(SourceDescription::name).containsExactly("a", "f", "c", "e", "b", "d");
    }

    @Test
    void namesTheKindsThatThereAre() {
        assertThatThrownBy(() ->
                        configured(Map.of("throughline.sources[0].name", "a", "throughline.sources[0].kind", "githbu")))
                .hasMessageStartingWith("throughline.sources: the kind of 'a' is 'githbu', but must be one of ")
                .hasMessageContaining("github");
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "api"})
    void refusesANameThatIsTaken(String name) {
        assertThatThrownBy(() -> configured(
                        Map.of("throughline.sources[0].name", name, "throughline.sources[0].kind", "github")))
                .hasMessage("throughline.sources: there is a source '%s' already", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GitHub", "a_b", "a--b", "a/b", "-a", "1a"})
    void refusesANameThatCannotBe(String name) {
        assertThatThrownBy(() -> new SourceInstances.Instance(name, "github"))
                .hasMessageStartingWith("throughline.sources: '%s' should be a name of small letters", name);
    }

    private static Sources configured(Map<String, Object> properties) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return Sources.configured(environment);
    }

    /** Is described, and never opened. */
    private record Described(String name, String title, Precedence precedence, Set<Tells> tells)
            implements SourceKind<Described.Nothing> {

        record Nothing() {}

        @Override
        public SourceDescription description() {
            return SourceDescription.of(
                    SourceTraits.ofCommits(name, precedence),
                    title,
                    tells,
                    SourceSecret.made("Secret"),
                    new Guide("", "", List.of(), "", ""));
        }

        @Override
        public Class<Nothing> settings() {
            return Nothing.class;
        }

        @Override
        public Source open(String name, Nothing settings, Surroundings around) {
            throw new UnsupportedOperationException();
        }
    }
}
