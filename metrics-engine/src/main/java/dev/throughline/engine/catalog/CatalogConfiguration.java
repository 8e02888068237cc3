package dev.throughline.engine.catalog;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Catalog.class)
class CatalogConfiguration {

    @Bean
    CatalogStart catalogStart(Catalog catalog, CatalogLedger ledger) {
        return new CatalogStart(catalog, ledger);
    }
}
