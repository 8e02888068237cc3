package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the API says of the five metrics. */
final class Metrics {

    private final String question;
    private final JsonNode answer;
    private final JsonNode metrics;

    /** @param query window and the like, e.g. {@code from=2026-01-01&until=2026-02-01} */
    Metrics(FullServer server, String query, Repository... repositories) {
        question = "/api/v1/metrics?" + query
                + Stream.of(repositories)
                        .map(repository -> "&service=" + FullServer.encode(repository.service()))
                        .collect(Collectors.joining());
        answer = server.get(question);
        metrics = answer.path("metrics");
    }

    private Metrics(String question, JsonNode bucket) {
        this.question = question;
        this.answer = bucket;
        this.metrics = bucket.path("metrics");
    }

    JsonNode answer() {
        return answer;
    }

    Metrics bucket(int index) {
        return new Metrics(question + " bucket " + index, answer.path("buckets").path(index));
    }

    /** The only bucket with a deployment. */
    Metrics bucketWithADeployment() {
        Metrics found = null;
        for (JsonNode bucket : answer.path("buckets")) {
            if (bucket.path("metrics")
                            .path("deployment_frequency")
                            .path("count")
                            .asInt()
                    > 0) {
                assertThat(found).as("one bucket only: %s", answer).isNull();
                found = new Metrics(question, bucket);
            }
        }
        if (found == null) {
            throw new AssertionError("no bucket with a deployment: " + answer);
        }
        return found;
    }

    Metrics isFromUntil(String from, String until) {
        assertThat(answer.path("from").asString()).as(question).isEqualTo(from);
        assertThat(answer.path("until").asString()).as(question).isEqualTo(until);
        return this;
    }

    One frequency() {
        return new One("deployment_frequency");
    }

    One leadTime() {
        return new One("change_lead_time");
    }

    One failRate() {
        return new One("change_fail_rate");
    }

    One recovery() {
        return new One("failed_deployment_recovery_time");
    }

    One rework() {
        return new One("deployment_rework_rate");
    }

    /** One metric; each method asserts something. */
    final class One {

        private final String name;
        private final JsonNode metric;

        private One(String name) {
            this.name = name;
            this.metric = metrics.path(name);
        }

        One is(String field, long value) {
            assertThat(metric.path(field).isIntegralNumber())
                    .as("%s of %s", field, this)
                    .isTrue();
            assertThat(metric.path(field).asLong()).as("%s of %s", field, this).isEqualTo(value);
            return this;
        }

        One isAbout(String field, double value) {
            assertThat(number(field))
                    .as("%s of %s", field, this)
                    .isCloseTo(value, within(Math.max(1e-6, value * 1e-5)));
            return this;
        }

        One isNull(String field) {
            assertThat(metric.path(field).isNull()).as("%s of %s", field, this).isTrue();
            return this;
        }

        One hasNoValue(String reason) {
            isNull("value");
            assertThat(metric.path("reason").asString(""))
                    .as("reason of %s", this)
                    .isEqualTo(reason);
            return this;
        }

        /** The interval at 95 %, to four digits. */
        One hasInterval(double low, double high) {
            JsonNode interval = metric.path("ci");
            assertThat(interval.path("low").asDouble(-1)).as("%s", this).isCloseTo(low, within(5e-5));
            assertThat(interval.path("high").asDouble(-1)).as("%s", this).isCloseTo(high, within(5e-5));
            assertThat(interval.path("level").asDouble()).as("%s", this).isEqualTo(0.95);
            return this;
        }

        double number(String field) {
            assertThat(metric.path(field).isNumber())
                    .as("%s of %s", field, this)
                    .isTrue();
            return metric.path(field).asDouble();
        }

        @Override
        public String toString() {
            return question + " " + name + " " + metric;
        }
    }
}
