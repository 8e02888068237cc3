package dev.throughline.collector.git;

import dev.throughline.engine.ledger.CommitGraphLedger;
import dev.throughline.engine.ledger.GraphFetching;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.type.AnnotatedTypeMetadata;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
@Conditional(GitConfiguration.IsOn.class)
@EnableConfigurationProperties(GitProperties.class)
class GitConfiguration {

    @Bean
    GitWorker gitWorker(
            DueFetches due,
            CommitGraphLedger ledger,
            GitProperties properties,
            @Value("${throughline.data:./data}") String data) {
        return new GitWorker(due, ledger, properties, Path.of(data, "git").toAbsolutePath(), "git");
    }

    static final class IsOn implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return GraphFetching.isOn(context.getEnvironment());
        }
    }
}
