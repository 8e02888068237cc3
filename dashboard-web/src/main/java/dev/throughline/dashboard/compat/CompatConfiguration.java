package dev.throughline.dashboard.compat;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
@Profile("web")
@EnableConfigurationProperties(CompatProperties.class)
class CompatConfiguration {}
