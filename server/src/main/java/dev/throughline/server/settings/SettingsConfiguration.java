package dev.throughline.server.settings;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Settings.class, OptionProperties.class})
class SettingsConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
