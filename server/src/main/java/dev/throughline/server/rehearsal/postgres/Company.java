package dev.throughline.server.rehearsal.postgres;

import dev.throughline.collector.source.Normalizers;
import dev.throughline.engine.ledger.Ledger;
import dev.throughline.engine.metric.MetricsByService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Everything that reads deliveries and derives numbers, made by a configuration on a database of its own; nothing that receives or shows. */
public final class Company implements AutoCloseable {

    private static final String[] PARTS = {
        "dev.throughline.engine", "dev.throughline.collector.source", "dev.throughline.server.settings"
    };

    private final AnnotationConfigApplicationContext context;

    private Company(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    public static Company of(ConfigurableEnvironment environment, DataSource dataSource) {
        var context = new AnnotationConfigApplicationContext();
        context.setEnvironment(environment);
        environment.setActiveProfiles("collector", "engine");
        var template = new JdbcTemplate(dataSource);
        var transactions = new JdbcTransactionManager(dataSource);
        context.registerBean(DataSource.class, () -> dataSource);
        context.registerBean(JdbcTemplate.class, () -> template);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(template));
        context.registerBean(JdbcTransactionManager.class, () -> transactions);
        context.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(transactions));
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(LocalValidatorFactoryBean.class);
        var scanner = new ClassPathBeanDefinitionScanner(context, false, environment);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Configuration.class));
        scanner.scan(PARTS);
        try {
            context.refresh();
            return new Company(context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    public Normalizers sources() {
        return context.getBean(Normalizers.class);
    }

    public Ledger ledger() {
        return context.getBean(Ledger.class);
    }

    public MetricsByService metrics() {
        return context.getBean(MetricsByService.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
