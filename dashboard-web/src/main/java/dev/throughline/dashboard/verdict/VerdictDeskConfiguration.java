package dev.throughline.dashboard.verdict;

import dev.throughline.engine.verdict.VerdictBook;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
@Profile("web")
class VerdictDeskConfiguration {

    /** A service is usually derived within a second; a browser shows nothing new while it waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Bean
    VerdictDesk verdictDesk(VerdictBook book, Clock clock) {
        return new VerdictDesk(book, clock, PATIENCE);
    }
}
