package dev.throughline.collector.transfer;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.engine.ledger.CommitGraphArchive;
import dev.throughline.engine.ledger.CommitGraphLedger;
import dev.throughline.engine.verdict.VerdictArchive;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.Scope;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

    @Bean
    Archive archive(CommitGraphArchive commits, Deliveries deliveries, VerdictArchive verdicts) {
        return new Archive(commits, deliveries, verdicts);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    ArchiveReader archiveReader(CommitGraphLedger graph, Deliveries deliveries, VerdictArchive verdicts) {
        return new ArchiveReader(graph, deliveries, verdicts);
    }
}
