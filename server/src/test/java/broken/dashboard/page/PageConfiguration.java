package broken.dashboard.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.context.annotation.Configuration;

/** Breaks: configurations are their package's own affair. */
@NullMarked
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {}
