package dev.throughline.engine.history.postgres;

import dev.throughline.engine.metric.UnknownService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which services a list covers. */
final class Scope {

    private record Named(String name, @Nullable Long service) {}

    private Scope() {}

    /**
     * Keys of the services of these names, as a parameter; null, meaning all, when none is named.
     *
     * @throws UnknownService when one of them is not a known name
     */
    static Long @Nullable [] of(JdbcClient jdbc, List<String> names) {
        if (names.isEmpty()) {
            return null;
        }
        return jdbc
                .sql("select name, service_id from service_named(:names::text[])")
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> new Named(row.getString("name"), row.getObject("service_id", Long.class)))
                .list()
                .stream()
                .map(Scope::known)
                .toArray(Long[]::new);
    }

    private static Long known(Named named) {
        if (named.service() == null) {
            throw UnknownService.named(named.name());
        }
        return named.service();
    }
}
