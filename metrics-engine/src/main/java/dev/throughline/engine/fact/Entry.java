package dev.throughline.engine.fact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A change, an issue or an incident as its source lists it.
 *
 * @param externalId the source's own id for it within the repository: for a change the number, if it has one
 * @param number its number in the repository; null when the source has no numbers
 * @param url page that shows it; null when there is none
 * @param labels lower case
 */
public record Entry(
        RepositoryId repository,
        String externalId,
        @Nullable Long number,
        String title,
        @Nullable String url,
        List<String> labels) {

    /** Labels of an entry, from their names. */
    public static List<String> labels(Collection<? extends @Nullable String> names) {
        return labels(names, name -> name);
    }

    /**
     * Labels of an entry: in lower case, each once, in their order.
     *
     * @param all as listed by the source; null when it lists none
     * @param name of one; one without a name is left out
     */
    public static <T> List<String> labels(
            @Nullable Collection<? extends @Nullable T> all, Function<? super T, @Nullable String> name) {
        List<String> labels = new ArrayList<>();
        for (T one : all == null ? List.<@Nullable T>of() : all) {
            String called = one == null ? null : name.apply(one);
            if (called != null) {
                labels.add(called.toLowerCase(Locale.ROOT));
            }
        }
        return labels.stream().distinct().toList();
    }

    UUID idAs(String kind) {
        return repository.idOf(kind, externalId);
    }
}
