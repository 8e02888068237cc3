package dev.throughline.server.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.POST;

import dev.throughline.server.settings.Role;
import dev.throughline.server.settings.Settings;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CorsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Writing needs the API token, always as a bearer token: no browser sends one by itself, so no foreign page can make it write. Reading
 * needs it only if strangers can reach the server; then a cookie works too. Webhooks are open here, because their senders sign, and so are
 * the few forms of pages, which {@link PageVisitors} checks: a cookie allows no other writing.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'");

    /** The sign-in page, with its assets. */
    private static final String[] WITHOUT_SIGN_IN = {"/sign-in", "/assets/**", "/webjars/**"};

    /** Forms of pages, whose controllers ask {@link PageVisitors}. */
    private static final String[] FORMS = {
        "/sign-in",
        "/sign-out",
        "/deployments/*/verdict",
        "/incidents/*/verdict",
        "/deliveries/replay",
        "/deliveries/*/replay",
        "/deliveries/*/body"
    };

    /**
     * What senders post passes two filters instead of ten: it is the one path that must be fast, and the signature decides who may post,
     * when the body is read. Some send {@code OPTIONS} before they post, without further proof. Any other method on these paths takes the
     * long path.
     */
    @Bean
    @Order(0)
    SecurityFilterChain webhookFilterChain(Settings settings) {
        var headers = new HeaderWriterFilter(List.of(
                new StaticHeadersWriter("X-Content-Type-Options", "nosniff"),
                new StaticHeadersWriter("Cache-Control", "no-store")));
        headers.setShouldWriteHeadersEagerly(true);
        var webhooks = new OrRequestMatcher(
                PathPatternRequestMatcher.pathPattern(POST, "/"),
                PathPatternRequestMatcher.pathPattern(POST, "/webhooks/**"),
                PathPatternRequestMatcher.pathPattern(OPTIONS, "/webhooks/**"));
        return new DefaultSecurityFilterChain(webhooks, headers, new HostCheck(settings));
    }

    /** Each filter's time, observed for each request, would cost more than the filters. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    PageVisitors pageVisitors(Settings settings, Clock clock) {
        return new PageVisitors(settings, clock);
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, Settings settings, PageVisitors visitors) {
        var token = new ApiToken(settings.apiToken());
        var reading = reading(settings, token, visitors);
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/actuator/health", "/actuator/health/*")
                        .permitAll()
                        .requestMatchers(POST, CompatRoutes.LIATRIO_DATA)
                        .access(reading)
                        // bodies as they were received
                        .requestMatchers("/api/v1/export", "/api/v1/deliveries/*/body")
                        .access(writing(token))
                        .requestMatchers(GET, WITHOUT_SIGN_IN)
                        .permitAll()
                        .requestMatchers(POST, FORMS)
                        .permitAll()
                        .requestMatchers(GET, "/**")
                        .access(reading)
                        .requestMatchers(HEAD, "/**")
                        .access(reading)
                        .requestMatchers(OPTIONS, "/**")
                        .access(reading)
                        .anyRequest()
                        .access(writing(token)))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                        new TokenNeeded(settings.roles().contains(Role.WEB))))
                .cors(cors -> crossOrigins(cors, settings))
                .addFilterAfter(new HostCheck(settings), HeaderWriterFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .addHeaderWriter(whoMayEmbed()))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void crossOrigins(CorsConfigurer<HttpSecurity> cors, Settings settings) {
        if (settings.corsOrigins().isEmpty()) {
            cors.disable();
        } else {
            cors.configurationSource(CrossOrigins.of(settings.corsOrigins()));
        }
    }

    @Bean
    HttpFirewall httpFirewall() {
        return new EncodedSlashes();
    }

    /** What then becomes of an encoded slash, the firewall decides. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return server -> server.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    private static AuthorizationManager<RequestAuthorizationContext> reading(
            Settings settings, ApiToken token, PageVisitors visitors) {
        return (who, context) -> new AuthorizationDecision(settings.isOpenToReaders()
                || token.isShownForReading(context.getRequest())
                || visitors.of(context.getRequest()).isPresent());
    }

    private static AuthorizationManager<RequestAuthorizationContext> writing(ApiToken token) {
        return (who, context) -> new AuthorizationDecision(token.isShownForWriting(context.getRequest()));
    }

    /** Badges are embedded in other sites' pages, nothing else is. */
    private static HeaderWriter whoMayEmbed() {
        return (request, response) -> response.setHeader(
                "Cross-Origin-Resource-Policy",
                request.getRequestURI().startsWith("/badges/") ? "cross-origin" : "same-origin");
    }
}
