package dev.throughline.dashboard.page.verdict;

import dev.throughline.dashboard.session.Visitors;
import dev.throughline.dashboard.verdict.VerdictDesk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
@Profile("web")
class VerdictFormConfiguration {

    @Bean
    VerdictForms verdictForms(Visitors visitors, VerdictDesk desk) {
        return new VerdictForms(visitors, desk);
    }
}
