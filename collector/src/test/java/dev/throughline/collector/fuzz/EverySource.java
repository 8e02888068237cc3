package dev.throughline.collector.fuzz;

import dev.throughline.collector.source.Normalizer;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.Sources;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.ledger.SourceLedger;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;

/** Every source, as the collector makes it, and told to read as much as it can. */
final class EverySource {

    /** Those that are configured otherwise have names of their own. */
    private static final String[] PROPERTIES = {
        "throughline.github.deployments[0].repository=acme/released",
        "throughline.github.deployments[0].from=release",
        "throughline.github.deployments[1].repository=acme/tagged",
        "throughline.github.deployments[1].from=tag",
        "throughline.github.deployments[2].repository=acme/worked",
        "throughline.github.deployments[2].from=workflow",
        "throughline.github.deployments[2].pattern=deploy",
        "throughline.gitlab.deployments[0].repository=acme/released",
        "throughline.gitlab.deployments[0].from=release",
        "throughline.gitlab.deployments[1].repository=acme/tagged",
        "throughline.gitlab.deployments[1].from=tag",
        "throughline.gitlab.deployments[2].repository=acme/piped",
        "throughline.gitlab.deployments[2].from=pipeline",
        "throughline.gitlab.deployments[2].pattern=(?s).*",
        "throughline.gitlab.deployments[3].repository=acme/jobbed",
        "throughline.gitlab.deployments[3].from=job",
        "throughline.gitlab.deployments[3].pattern=(?s).*",
        "throughline.gitea.deployments[0].repository=acme/released",
        "throughline.gitea.deployments[0].from=release",
        "throughline.gitea.deployments[1].repository=acme/tagged",
        "throughline.gitea.deployments[1].from=tag",
        "throughline.bitbucket.deployments[0].repository=acme/tagged",
        "throughline.bitbucket.deployments[0].from=tag",
        "throughline.azure-devops.deployments[0].repository=shop/built",
        "throughline.azure-devops.deployments[0].from=pipeline",
        "throughline.azure-devops.deployments[0].pattern=(?s).*",
        "throughline.cdevents.pipelines[0].pipeline=*",
        "throughline.cdevents.incident-tickets[0]=incident",
        "throughline.cloud-build.triggers[0].trigger=special",
        "throughline.cloud-build.triggers[0].service=checkout",
        "throughline.cloud-build.deployments=.",
        "throughline.sentry.settings.issues=error, fatal",
        "throughline.jira.settings.service_fields=customfield_10050",
        "throughline.jira.settings.cause_fields=customfield_10060",
        "throughline.sources[0].name=circleci-jobs",
        "throughline.sources[0].kind=circleci",
        "throughline.circleci-jobs.settings.jobs=.",
        "throughline.sources[1].name=argocd-images",
        "throughline.sources[1].kind=argocd",
        "throughline.argocd-images.settings.commit=image",
        "throughline.argocd-images.settings.place=project"
    };

    static final Map<String, Normalizer> BY_NAME = byName();

    private EverySource() {}

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackages = "dev.throughline.collector.source",
            useDefaultFilters = false,
            includeFilters = @Filter(Configuration.class))
    static class All {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Validator validator() {
            return Validation.buildDefaultValidatorFactory().getValidator();
        }

        @Bean
        SourceLedger sourceLedger() {
            return sources -> {};
        }
    }

    private static Map<String, Normalizer> byName() {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().setActiveProfiles("collector");
        TestPropertyValues.of(Stream.concat(
                        Arrays.stream(PROPERTIES),
                        Sources.ofEachKind().all().stream()
                                .map(source -> "throughline.%s.secret[0]=%s".formatted(source.name(), Case.SECRET))))
                .applyTo(context);
        context.register(All.class);
        context.refresh();
        Normalizers all = context.getBean(Normalizers.class);
        Set<String> names = all.sources().stream().map(Source::name).collect(Collectors.toCollection(HashSet::new));
        context.getBeansOfType(Normalizer.class).values().stream()
                .map(Normalizer::traits)
                .map(SourceTraits::name)
                .forEach(names::add);
        return names.stream()
                .map(name -> all.named(name).orElseThrow())
                .collect(Collectors.toMap(Normalizer::name, Function.identity(), (one, _) -> one, TreeMap::new));
    }
}
