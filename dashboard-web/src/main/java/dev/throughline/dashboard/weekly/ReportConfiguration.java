package dev.throughline.dashboard.weekly;

import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.FourKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.thymeleaf.ITemplateEngine;

@Configuration
@Profile("web")
@EnableConfigurationProperties(ReportProperties.class)
class ReportConfiguration {

    @Bean
    ReportWriter weeklyReports(
            FourKeys fourKeys, Services services, Deployments deployments, CoverageByService coverage, Site site) {
        return new WeeklyReports(fourKeys, services, deployments, coverage, site);
    }

    @Bean
    ReportWorker reportWorker(
            ReportProperties settings,
            ReportWriter reports,
            ReportBook book,
            ITemplateEngine templates,
            MeterRegistry registry,
            Clock clock) {
        List<Addressee> addressees = settings.addressees().distinct().toList();
        Courier<Destination.Mail> mail = settings.smtpHost().isEmpty()
                ? null
                : new MailCourier(MailServer.of(settings), settings.mailFrom(), templates, clock);
        return new ReportWorker(new ReportRun(
                addressees,
                new Schedule(settings.day(), settings.hour(), settings.zone()),
                reports,
                new Couriers(mail, new ChatCourier()),
                book,
                new SendingCounter(registry),
                clock));
    }
}
