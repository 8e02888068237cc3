package dev.throughline.server.settings;

import dev.throughline.engine.ledger.GraphFetching;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;

/**
 * Uses the list of beans made by the build instead of scanning for them, which is a third of a start. That list is for the default
 * configuration: if another one has different beans, they are scanned for as usual.
 */
public final class PreparedBeans implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    /** The build itself runs the application up to here to make the list. */
    static final String PREPARING = "spring.aot.processing";

    private static final String LIST = "dev.throughline.server.ThroughlineApplication__ApplicationContextInitializer";

    /** What Spring's own conditions may look at. The web server's keys decide what beans do, not which there are. */
    private static final Pattern OF_SPRING = Pattern.compile("(spring|management|springdoc|debug|trace)([._].*)?");

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
        if (!isPreparing()
                && isPackaged()
                && ClassUtils.isPresent(LIST, PreparedBeans.class.getClassLoader())
                && fit(prepared.getEnvironment())) {
            SpringProperties.setFlag("spring.aot.enabled");
        }
    }

    /** In a folder of classes, the list may be older than they are. */
    private static boolean isPackaged() {
        CodeSource source = PreparedBeans.class.getProtectionDomain().getCodeSource();
        return source != null && !source.getLocation().getPath().endsWith("/classes/");
    }

    static boolean isPreparing() {
        return Boolean.getBoolean(PREPARING);
    }

    /** Whether this configuration has the beans of the default one. A wrong value has not: it is refused later. */
    static boolean fit(ConfigurableEnvironment environment) {
        return roles(environment).equals(EnumSet.allOf(Role.class))
                && !GraphFetching.isOn(environment)
                && environment.getProperty("throughline.backfill", "auto").equals("auto")
                && environment
                        .getProperty("throughline.compat.pelorus", "false")
                        .equals("false")
                && environment.getPropertySources().stream().noneMatch(PreparedBeans::setsSpringUp);
    }

    private static Set<Role> roles(ConfigurableEnvironment environment) {
        try {
            return Binder.get(environment)
                    .bind("throughline.roles", Bindable.setOf(Role.class))
                    .orElseGet(() -> EnumSet.allOf(Role.class));
        } catch (BindException wrong) {
            return Set.of();
        }
    }

    private static boolean setsSpringUp(PropertySource<?> source) {
        boolean isBuiltIn =
                source.getName().contains("application.yml") || source.getName().equals("applicationInfo");
        return !isBuiltIn
                && source instanceof EnumerablePropertySource<?> enumerable
                && Arrays.stream(enumerable.getPropertyNames())
                        .anyMatch(name ->
                                OF_SPRING.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }
}
