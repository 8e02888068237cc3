package dev.throughline.server.settings;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The options, as the environment at hand configures them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OptionProperties.class)
public class OptionsConfiguration {}
