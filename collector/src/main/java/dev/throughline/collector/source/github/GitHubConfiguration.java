package dev.throughline.collector.source.github;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GitHubProperties.class)
class GitHubConfiguration {

    @Bean
    GitHubSource gitHubSource(GitHubProperties properties) {
        return new GitHubSource(properties);
    }
}
