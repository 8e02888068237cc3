package broken.engine.metric;

import org.jspecify.annotations.NullMarked;
import org.springframework.http.ResponseEntity;

/** Breaks: the engine knows no HTTP. */
@NullMarked
public record MetricThatAnswersHttp(ResponseEntity<String> answer) {}
