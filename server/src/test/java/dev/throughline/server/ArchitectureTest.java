package dev.throughline.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;

/**
 * The shape of the code. Each rule is held against the code, and against a class that breaks it, so that a rule that
 * catches nothing any more, after a rename for example, fails too. Those classes stand outside of our root package, where
 * no component scan finds them.
 */
class ArchitectureTest {

    private static final String ROOT = "dev.throughline";
    private static final String BROKEN = "broken";

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .withImportOption(location -> !location.contains("__")) // what the build generates
            .importPackages(ROOT);
    private static final JavaClasses BROKEN_CODE = new ClassFileImporter().importPackages(BROKEN);

    /**
     * @param in the rule for the code under a root package
     * @param broken simple name of the class that breaks it
     */
    record Rule(String name, Function<String, ArchRule> in, String broken) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                new Rule(
                        "the engine knows nobody",
                        root -> noClasses()
                                .that(resideInAPackage(root + ".engine.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        root + ".collector..", root + ".dashboard..", root + ".server..")),
                        "MetricThatReceives"),
                new Rule(
                        "the engine knows no HTTP",
                        root -> noClasses()
                                .that(resideInAPackage(root + ".engine.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "org.springframework.web..",
                                        "org.springframework.http..",
                                        "jakarta.servlet..",
                                        "java.net.http..")),
                        "MetricThatAnswersHttp"),
                new Rule(
                        "the collector does not see the dashboard",
                        root -> noClasses()
                                .that(resideInAPackage(root + ".collector.."))
                                .should()
                                .dependOnClassesThat(resideInAPackage(root + ".dashboard..")),
                        "InboxThatDraws"),
                new Rule(
                        "the dashboard does not see the collector",
                        root -> noClasses()
                                .that(resideInAPackage(root + ".dashboard.."))
                                .should()
                                .dependOnClassesThat(resideInAPackage(root + ".collector..")),
                        "PageThatReceives"),
                new Rule(
                        "nothing sees the server",
                        root -> noClasses()
                                .that(resideInAnyPackage(root + ".collector..", root + ".dashboard.."))
                                .should()
                                .dependOnClassesThat(resideInAPackage(root + ".server..")),
                        "GitLabSource"),
                new Rule(
                        "the demo sees nobody",
                        root -> noClasses()
                                .that(resideInAPackage(root + ".demo.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        root + ".engine..",
                                        root + ".collector..",
                                        root + ".dashboard..",
                                        root + ".server..")),
                        "DemoThatSeesTheServer"),
                new Rule(
                        "sources do not see each other",
                        root -> slices().matching(root + ".collector.source.(*)..")
                                .should()
                                .notDependOnEachOther(),
                        "GitHubThatKnowsGitLab"),
                new Rule(
                        "packages are free of cycles",
                        root -> slices().matching(root + ".(**)").should().beFreeOfCycles(),
                        "MetricThatKnowsItsQuery"),
                new Rule(
                        // each with all that is below it: the inbox, the sources, a metric with its queries
                        "capabilities are free of cycles",
                        root -> slices().matching(root + ".(*).(*)..").should().beFreeOfCycles(),
                        "ApiThatPosts"),
                new Rule("facts are plain Java", root -> plainJava(root, "fact"), "FactThatLinks"),
                new Rule("linking sees facts alone", root -> plainJava(root, "linking", "fact"), "LinkThatBlames"),
                new Rule(
                        "attribution sees linking and facts alone",
                        root -> plainJava(root, "attribution", "linking", "fact"),
                        "RuleThatSpeaksSpring"),
                new Rule(
                        "SQL is for postgres packages",
                        root -> noClasses()
                                .that(resideInAPackage(root + "..").and(not(resideInAPackage("..postgres.."))))
                                .should()
                                .dependOnClassesThat(
                                        resideInAnyPackage("org.springframework.jdbc..", "org.springframework.data..")),
                        "MetricThatQueries"),
                new Rule(
                        // a stream of a query holds its connection until somebody closes it
                        "queries are read to their end",
                        root -> noClasses()
                                .that(resideInAPackage(root + ".."))
                                .should()
                                .callMethod(JdbcClient.MappedQuerySpec.class, "stream"),
                        "QueryThatStaysOpen"),
                new Rule(
                        // the demo makes days up, in UTC
                        "every time has a zone",
                        root -> noClasses()
                                .that(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".demo.."))))
                                .should()
                                .dependOnClassesThat()
                                .areAssignableTo(LocalDateTime.class),
                        "SampleWithoutZone"),
                new Rule(
                        "time comes from a Clock",
                        root -> noClasses()
                                .that(resideInAPackage(root + ".engine..").and(not(resideInAPackage("..postgres.."))))
                                .should()
                                .callMethodWhere(readsTheTime()),
                        "SampleThatReadsTheTime"),
                new Rule(
                        "beans are made in configurations",
                        root -> noClasses()
                                .that(resideInAPackage(root + ".."))
                                .should()
                                .beAnnotatedWith(Component.class)
                                .orShould()
                                .beAnnotatedWith(Service.class)
                                .orShould()
                                .beAnnotatedWith(Repository.class),
                        "PageThatIsAService"),
                new Rule(
                        "configurations are their package's own affair",
                        root -> classes()
                                .that(resideInAPackage(root + ".."))
                                .and()
                                .areAnnotatedWith(Configuration.class)
                                .should()
                                .bePackagePrivate(),
                        "PageConfiguration"),
                new Rule(
                        "what a class needs is in its constructor",
                        root -> fields().that()
                                .areDeclaredInClassesThat(resideInAPackage(root + ".."))
                                .should()
                                .notBeAnnotatedWith(Autowired.class)
                                .andShould()
                                .notBeAnnotatedWith(Value.class),
                        "PageWithAnInjectedField"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Rule rule) {
        rule.in().apply(ROOT).check(CODE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void catchesTheClassThatBreaksIt(Rule rule) {
        assertThat(rule.in()
                        .apply(BROKEN)
                        .evaluate(BROKEN_CODE)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(violation -> violation.contains("." + rule.broken()));
    }

    /** A rule about who may not be seen says nothing once that one has another name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "engine.fact",
                "engine.linking",
                "engine.attribution",
                "collector.source",
                "dashboard.page",
                "demo",
                "server"
            })
    void knowsEveryPackageByItsName(String name) {
        assertThat(CODE.containPackage(ROOT + "." + name)).isTrue();
    }

    private static ArchRule plainJava(String root, String name, String... below) {
        String[] allowed = Stream.concat(
                        Stream.of("java..", "org.jspecify..", root + ".engine." + name + ".."),
                        Stream.of(below).map(other -> root + ".engine." + other + ".."))
                .toArray(String[]::new);
        return classes()
                .that(resideInAPackage(root + ".engine." + name).and(not(resideInAPackage("..postgres.."))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed));
    }

    private static DescribedPredicate<JavaMethodCall> readsTheTime() {
        return DescribedPredicate.describe("reads the system's time", call -> {
            String owner = call.getTargetOwner().getPackageName();
            boolean now = owner.equals("java.time")
                    && call.getName().equals("now")
                    && call.getTarget().getRawParameterTypes().isEmpty();
            boolean clock = call.getTargetOwner().isEquivalentTo(Clock.class)
                    && call.getName().startsWith("system");
            boolean millis = call.getTargetOwner().isEquivalentTo(System.class)
                    && call.getName().equals("currentTimeMillis");
            return now || clock || millis;
        });
    }
}
