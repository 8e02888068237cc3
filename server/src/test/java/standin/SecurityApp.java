package standin;

import dev.throughline.dashboard.session.Visitors;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The real rules before stand-ins for the real controllers; no database. Outside of our root package, so that no other
 * test's component scan finds it.
 */
@NullMarked
@SpringBootConfiguration
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ComponentScan({"dev.throughline.server.settings", "dev.throughline.server.security"})
public class SecurityApp {

    /** Readiness names it as a part. */
    @Bean
    HealthIndicator rolesHealthIndicator() {
        return () -> Health.up().build();
    }

    @RestController
    static class StandIns {

        private final Visitors visitors;

        StandIns(Visitors visitors) {
            this.visitors = visitors;
        }

        @GetMapping("/sign-in")
        String signIn(HttpServletRequest request) {
            return "sign in to see " + request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        }

        @PostMapping("/sign-in")
        String signIn(HttpServletRequest request, HttpServletResponse response) {
            return visitors.signIn(request, response).toString();
        }

        @PostMapping("/deployments/7/verdict")
        String judge(HttpServletRequest request) {
            return visitors.judge(request).toString();
        }

        @GetMapping({"/", "/api/v1/metrics"})
        String read() {
            return "read";
        }

        @GetMapping("/api/v4/projects/{id}/dora/metrics")
        String ofProject(@PathVariable String id) {
            return id;
        }

        @GetMapping("/dora/api/metric")
        String ofPlugin() {
            return "drawn";
        }

        @PostMapping("/compat/liatrio/data")
        String records() {
            return "records";
        }

        @PostMapping({"/api/v1/deployments", "/api/v1/deliveries/1/replay"})
        String write() {
            return "written";
        }

        @PostMapping({"/", "/webhooks/github"})
        String receive() {
            return "received";
        }

        @GetMapping("/badges/change_lead_time.svg")
        ResponseEntity<String> badge() {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                    .body("badge");
        }
    }
}
