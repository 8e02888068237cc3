package dev.throughline.server.acceptance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares what both know with what each of them knows. */
final class Union {

    private final SoftAssertions softly;
    private final Unlike unlike;

    Union(SoftAssertions softly, Unlike unlike) {
        this.softly = softly;
        this.unlike = unlike;
    }

    /** The same rows from both, but for what one of them cannot tell; and both together know what either knows. */
    void rows(
            Map<String, Map<String, JsonNode>> webhooks,
            Map<String, Map<String, JsonNode>> api,
            Map<String, Map<String, JsonNode>> both) {
        both.forEach((table, rows) ->
                compare(table, webhooks.getOrDefault(table, Map.of()), api.getOrDefault(table, Map.of()), rows));
    }

    /** The same of the answers of the product's own API. */
    void answers(
            Map<String, Map<String, JsonNode>> webhooks,
            Map<String, Map<String, JsonNode>> api,
            Map<String, Map<String, JsonNode>> both) {
        rows(webhooks, api, both);
    }

    private void compare(
            String table, Map<String, JsonNode> webhooks, Map<String, JsonNode> api, Map<String, JsonNode> both) {
        Set<String> keys = new TreeSet<>(webhooks.keySet());
        keys.addAll(api.keySet());
        softly.assertThat(both.keySet()).as("%s by both", table).isEqualTo(keys);
        softly.assertThat(without(webhooks, api))
                .as("%s by webhooks alone", table)
                .hasSize(unlike.onlyByWebhooks(table));
        softly.assertThat(without(api, webhooks))
                .as("%s by the API alone", table)
                .hasSize(unlike.onlyByApi(table));
        for (String key : keys) {
            JsonNode one = webhooks.get(key);
            JsonNode other = api.get(key);
            JsonNode together = both.get(key);
            if (together != null) {
                row(table, key, one, other, together);
            }
        }
    }

    private static List<String> without(Map<String, JsonNode> some, Map<String, JsonNode> others) {
        return some.keySet().stream().filter(key -> !others.containsKey(key)).toList();
    }

    private void row(String table, String key, @Nullable JsonNode one, @Nullable JsonNode other, JsonNode together) {
        together.propertyNames().forEach(name -> {
            JsonNode said = one == null ? null : one.path(name);
            JsonNode saidToo = other == null ? null : other.path(name);
            JsonNode now = together.path(name);
            String what = "%s.%s of %s, webhooks %s, API %s".formatted(table, name, key, said, saidToo);
            boolean mayDiffer = unlike.mayDiffer(table, name);
            if (said != null && saidToo != null && !said.equals(saidToo) && !mayDiffer) {
                softly.fail("both unlike: %s", what);
            }
            boolean isKnown = isKnown(said) || isKnown(saidToo);
            if (unlike.isByOurClock(table, name) || unlike.isDerived(table, name)) {
                softly.assertThat(isKnown(now) || !isKnown)
                        .as("%s, both %s", what, now)
                        .isTrue();
            } else if (unlike.isBetterByApi(table, name) && isKnown(saidToo)) {
                softly.assertThat(now).as("%s, both %s", what, now).isEqualTo(saidToo);
            } else if (isKnown || !mayDiffer) {
                boolean isOne = now.equals(said) && (isKnown(said) || !isKnown);
                boolean isOther = now.equals(saidToo) && (isKnown(saidToo) || !isKnown);
                softly.assertThat(isOne || isOther).as("%s, both %s", what, now).isTrue();
            }
        });
    }

    private static boolean isKnown(@Nullable JsonNode value) {
        return value != null && !value.isNull() && !value.isMissingNode();
    }

    /** The same in both, but for what our own clock says. */
    void same(String telling, Map<String, Map<String, JsonNode>> first, Map<String, Map<String, JsonNode>> second) {
        first.forEach((table, rows) -> {
            Map<String, JsonNode> others = second.getOrDefault(table, Map.of());
            softly.assertThat(others.keySet()).as("%s, %s", table, telling).isEqualTo(rows.keySet());
            contains(telling, rows, others, table, unlike::isByOurClock);
        });
    }

    /** Whatever the first know the second know as well. */
    void contains(Map<String, Map<String, JsonNode>> first, Map<String, Map<String, JsonNode>> second) {
        first.forEach((table, rows) ->
                contains("while it goes on", rows, second.getOrDefault(table, Map.of()), table, unlike::mayDiffer));
    }

    private interface Exempt {
        boolean holds(String table, String name);
    }

    private void contains(
            String telling, Map<String, JsonNode> rows, Map<String, JsonNode> others, String table, Exempt exempt) {
        rows.forEach((key, row) -> {
            JsonNode other = others.get(key);
            if (other == null) {
                softly.fail("%s %s is lost, %s: %s", table, key, telling, row);
                return;
            }
            row.propertyNames().forEach(name -> {
                if (!exempt.holds(table, name)) {
                    softly.assertThat(other.path(name))
                            .as("%s.%s of %s, %s", table, name, key, telling)
                            .isEqualTo(row.path(name));
                }
            });
        });
    }
}
