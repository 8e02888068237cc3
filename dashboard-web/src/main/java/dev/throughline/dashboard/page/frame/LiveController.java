package dev.throughline.dashboard.page.frame;

import dev.throughline.engine.metric.Freshness;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Lets an open page find out every few seconds whether it is up to date, from memory. */
@RestController
@Profile("web")
class LiveController {

    private final Freshness freshness;

    LiveController(Freshness freshness) {
        this.freshness = freshness;
    }

    @GetMapping(value = "/live", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> mark() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(freshness.mark());
    }

    /** Gives every page the mark of what it shows: taken before its numbers are queried, so that nothing is missed. */
    @ControllerAdvice("dev.throughline.dashboard.page")
    @Profile("web")
    static class Marked {

        private final Freshness freshness;

        Marked(Freshness freshness) {
            this.freshness = freshness;
        }

        @ModelAttribute("mark")
        String mark() {
            return freshness.mark();
        }
    }
}
