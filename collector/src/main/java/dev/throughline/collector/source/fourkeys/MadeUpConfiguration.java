package dev.throughline.collector.source.fourkeys;

import dev.throughline.collector.source.Normalizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
class MadeUpConfiguration {

    @Bean
    Normalizer gitHubMock() {
        return new MadeUpSource(new GitHubMock());
    }

    @Bean
    Normalizer gitLabMock() {
        return new MadeUpSource(new GitLabMock());
    }
}
