package dev.throughline.collector.inbox;

import dev.throughline.collector.backfill.HistoryDepot;
import dev.throughline.collector.gauge.SourceUp;
import dev.throughline.collector.report.Postbox;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.ledger.Ledger;
import dev.throughline.engine.worker.Doorbell;
import dev.throughline.engine.worker.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({InboxProperties.class, DropInProperties.class})
class InboxConfiguration {

    private static final Duration LOOK_FOR_SILENCE = Duration.ofSeconds(30);

    @Bean
    CollectorMeters collectorMeters(MeterRegistry registry, Spool spool) {
        return new CollectorMeters(registry, spool::state);
    }

    @Bean
    Doorbell inboxDoorbell() {
        return new Doorbell();
    }

    @Bean
    Influx influx(Clock clock) {
        return new Influx(clock);
    }

    @Bean
    GroupCommit groupCommit(Deliveries deliveries, Doorbell doorbell, Influx influx) {
        return new GroupCommit(deliveries, new Arrivals(deliveries, doorbell, influx));
    }

    @Bean
    Spool spool(@Value("${throughline.data:./data}") String data) {
        return new Spool(Path.of(data, "spool"));
    }

    @Bean
    SpoolWatch spoolWatch(Spool spool) {
        return spool::state;
    }

    @Bean
    Inbox inbox(GroupCommit groupCommit, Spool spool, Clock clock) {
        return new Inbox(groupCommit, spool, clock);
    }

    /**
     * The web server creates its filters first: if one of them needed the inbox then, it would be the one to report a missing database, in
     * many lines.
     */
    @Bean
    Reception reception(
            ObjectProvider<Inbox> inbox,
            CollectorMeters meters,
            Refusals refusals,
            InboxProperties properties,
            @Value("${throughline.data:./data}") String data) {
        var bodies = new Bodies(new Unfinished(properties.trustedAddresses()), new Landing(Path.of(data, "arriving")));
        return new Reception(SingletonSupplier.of(inbox::getObject), meters, refusals, bodies);
    }

    /** After the filters of security. */
    @Bean
    FilterRegistrationBean<WebhookFilter> webhookFilter(Normalizers sources, Reception reception, JsonMapper json) {
        var filter = new FilterRegistrationBean<>(new WebhookFilter(sources, reception, json));
        filter.addUrlPatterns(WebhookFilter.PATH + "*");
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }

    /** Only at the bare address. */
    @Bean
    FilterRegistrationBean<DropInFilter> dropInFilter(
            Normalizers sources, Reception reception, CollectorMeters meters, DropInProperties properties) {
        var filter = new FilterRegistrationBean<>(
                new DropInFilter(new DropIn(sources, properties.compat()), reception, meters));
        filter.addUrlPatterns(DropInFilter.PATH);
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }

    @Bean
    SourceUp sourceUp(MeterRegistry registry) {
        return new SourceUp(registry);
    }

    /** Its book is created only when needed, like the reception's inbox. */
    @Bean
    Refusals refusals(
            ObjectProvider<RefusalBook> book, Normalizers sources, SourceUp up, MeterRegistry registry, Clock clock) {
        return new Refusals(
                SingletonSupplier.of(book::getObject),
                sources.sources().stream().map(Source::name).toList(),
                up,
                registry,
                clock);
    }

    @Bean
    Postbox postbox(Inbox inbox, CollectorMeters meters) {
        return new InboxPostbox(inbox, meters);
    }

    @Bean
    HistoryDepot historyDepot(Deliveries deliveries, Doorbell doorbell, CollectorMeters meters, Clock clock) {
        return new InboxHistoryDepot(deliveries, doorbell, meters, clock);
    }

    @Bean
    Worker silenceWatch(Rhythms rhythms, MeterRegistry registry, Clock clock) {
        return Worker.named("silence-watch").every(LOOK_FOR_SILENCE, new SilenceWatch(rhythms, registry, clock)::look);
    }

    @Bean
    SpoolDrain spoolDrain(Spool spool, GroupCommit groupCommit, Pulse pulse, Inbox inbox) {
        return new SpoolDrain(spool, groupCommit, pulse::isUp, inbox::databaseIsBack);
    }

    @Bean
    Intake intake(Spool spool, GroupCommit groupCommit, SpoolDrain drain, InboxWorker worker) {
        return new Intake(spool, List.of(groupCommit, drain, worker));
    }

    @Bean
    InboxWorker inboxWorker(
            Deliveries deliveries,
            Ledger ledger,
            Hearings hearings,
            Normalizers sources,
            PlatformTransactionManager transactions,
            Doorbell doorbell,
            Influx influx,
            CollectorMeters meters) {
        return new InboxWorker(
                deliveries, ledger, hearings, sources, new TransactionTemplate(transactions), doorbell, influx, meters);
    }
}
