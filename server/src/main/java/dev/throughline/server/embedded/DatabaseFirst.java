package dev.throughline.server.embedded;

import dev.throughline.server.settings.DataFolder;
import dev.throughline.server.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Binds the whole configuration before any other bean is created, so that a wrong value is refused before anything has started, and then
 * starts the embedded PostgreSQL in parallel with the beans.
 */
final class DatabaseFirst implements BeanFactoryPostProcessor {

    /** As Spring Boot names what it binds: the prefix, then the class. */
    private static final Pattern BOUND = Pattern.compile("throughline[a-z.-]*-dev\\.throughline\\..*");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<Object> configuration = Arrays.stream(beans.getBeanDefinitionNames())
                .filter(name -> BOUND.matcher(name).matches())
                .map(beans::getBean)
                .toList();
        // there is no folder while the build lists the beans
        boolean isEmbedded = beans.containsBean(DataFolder.class.getName())
                && configuration.stream()
                        .anyMatch(bound -> bound instanceof Settings settings && settings.databaseUrl() == null);
        if (isEmbedded) {
            beans.getBean(DatabaseConfiguration.STARTING);
        }
    }
}
