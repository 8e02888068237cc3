package dev.throughline.dashboard.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@Profile("web")
class CsvConfiguration {

    /** Last, so that only clients that ask for CSV get it. */
    @Bean
    WebMvcConfigurer csvItems() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.configureMessageConvertersList(converters -> converters.add(new CsvItems()));
            }
        };
    }

    @Bean
    CsvAddress csvAddress() {
        return new CsvAddress();
    }
}
