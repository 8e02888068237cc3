package dev.throughline.collector.source.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    @Bean
    ApiSource apiSource() {
        return new ApiSource();
    }
}
