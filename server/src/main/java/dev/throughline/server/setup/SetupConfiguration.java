package dev.throughline.server.setup;

import dev.throughline.collector.backfill.ApiStates;
import dev.throughline.collector.backfill.BackfillBook;
import dev.throughline.collector.backfill.Histories;
import dev.throughline.collector.delivery.DeliveryLog;
import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.Rhythms;
import dev.throughline.collector.inbox.SourceLog;
import dev.throughline.collector.inbox.SpoolWatch;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.collector.source.Sources;
import dev.throughline.dashboard.delivery.DeliveryBook;
import dev.throughline.dashboard.page.overview.Arrivals;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.weekly.Site;
import dev.throughline.server.cli.CommandLine;
import dev.throughline.server.settings.MadeSecrets;
import dev.throughline.server.settings.Settings;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class SetupConfiguration {

    @Bean
    FolderSetup setup(Settings settings, MadeSecrets made, Environment environment) {
        return new FolderSetup(settings, made, environment);
    }

    @Bean
    @Profile("web")
    Arrivals arrivals(DeliveryLog log) {
        return new LoggedArrivals(log);
    }

    @Bean
    @Profile("web")
    DeliveryBook deliveryBook(
            DeliveryLog log, Deliveries bodies, ObjectProvider<SpoolWatch> spool, ObjectProvider<Normalizers> sources) {
        return new LoggedDeliveries(log, bodies, spool, sources);
    }

    @Bean
    @Profile("web")
    ConnectedSources connectedSources(
            Sources sources,
            FolderSetup setup,
            SourceLog log,
            Rhythms rhythms,
            ApiStates states,
            BackfillBook book,
            ObjectProvider<Histories> histories,
            Clock clock) {
        return new RegisteredSources(sources, setup, log, rhythms, states, new PastReadings(book, histories), clock);
    }

    @Bean
    @Profile("web")
    Site site(FolderSetup setup) {
        return setup::baseUrl;
    }

    @Bean
    Welcome welcome(
            Settings settings, FolderSetup setup, MadeSecrets made, Sources sources, ApplicationArguments arguments) {
        return new Welcome(settings, setup, made, sources, !arguments.containsOption(CommandLine.QUIET));
    }

    @Bean
    DemoStream demoStream(ApplicationArguments arguments, FolderSetup setup, Environment environment, Clock clock) {
        return new DemoStream(arguments, setup, environment, clock);
    }
}
