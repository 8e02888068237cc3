package dev.throughline.collector.source.github;

import dev.throughline.engine.catalog.Catalog;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GitHubProperties.class, Catalog.class})
class GitHubConfiguration {

    @Bean
    GitHubSource gitHubSource(GitHubProperties properties, Catalog catalog) {
        return new GitHubSource(properties, catalog);
    }
}
