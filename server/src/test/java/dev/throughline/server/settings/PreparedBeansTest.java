package dev.throughline.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class PreparedBeansTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throughline.port=9000",
                "throughline.roles=web,engine,collector",
                "throughline.github.secret=x",
                "throughline.database-url=jdbc:postgresql://db/x",
                "logging.level.dev.throughline=debug",
                "server.port=0",
                "throughline.backfill=auto"
            })
    void fitTheDefaultConfiguration(String property) throws IOException {
        assertThat(PreparedBeans.fit(environment(property))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throughline.roles=web",
                "throughline.roles=everything",
                "throughline.git.url=https://example.org/{repository}.git",
                "throughline.git.repositories[0].url=https://example.org/a.git",
                "throughline.backfill=off",
                "throughline.compat.pelorus=true",
                "spring.profiles.active=x",
                "SPRING_FLYWAY_ENABLED=false",
                "management.endpoints.access.default=none",
                "debug=true"
            })
    void doNotFitWhereOtherBeansAreWanted(String property) throws IOException {
        assertThat(PreparedBeans.fit(environment(property))).isFalse();
    }

    /** Whoever makes a bean depend on a key adds that key to what is compared, or the prepared list is wrong. */
    @Test
    void knowEveryConditionOfABean() {
        var conditional = new TreeSet<String>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.throughline")) {
            if (hasCondition(type)) {
                conditional.add(type.getSimpleName());
            }
            for (JavaMethod method : type.getMethods()) {
                if (hasCondition(method)) {
                    conditional.add(type.getSimpleName() + "." + method.getName());
                }
            }
        }
        assertThat(conditional)
                .as("what makes beans only under a condition other than a role")
                .containsExactlyInAnyOrder(
                        "GitConfiguration", "PelorusController", "BackfillConfiguration.hookWatcher");
    }

    /** A role is one too. */
    private static boolean hasCondition(CanBeAnnotated element) {
        return element instanceof HasAnnotations<?> annotated
                && annotated.getAnnotations().stream()
                        .map(annotation -> annotation.getRawType())
                        .filter(type -> !type.isEquivalentTo(Profile.class))
                        .anyMatch(type -> type.isEquivalentTo(Conditional.class)
                                || type.isMetaAnnotatedWith(Conditional.class)
                                || type.isAnnotatedWith(Conditional.class));
    }

    private static StandardEnvironment environment(String property) throws IOException {
        var environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        int equals = property.indexOf('=');
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "given", Map.of(property.substring(0, equals), property.substring(equals + 1))));
        new YamlPropertySourceLoader()
                .load("[application.yml]", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}
