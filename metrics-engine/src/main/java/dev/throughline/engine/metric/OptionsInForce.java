package dev.throughline.engine.metric;

import dev.throughline.engine.option.Options;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options behind the numbers of a scope, by their names in the definitions.
 *
 * @param common values for every service not listed with another one in {@code byService}
 * @param byService values for only some of the services
 */
public record OptionsInForce(Map<String, String> common, SortedMap<String, Map<String, String>> byService) {

    /** Nothing but the definitions. */
    public static final OptionsInForce DEFAULT = of(1, List.of(), Profile.DORA);

    /** A value chosen for a service that differs from the definitions. */
    public record Chosen(String service, String name, String value) {}

    /** @param services how many services are measured */
    public static OptionsInForce of(int services, List<Chosen> chosen, Profile profile) {
        Map<String, String> common = Options.DEFAULT.words();
        SortedMap<String, Map<String, String>> byService = new TreeMap<>();
        Map<String, Integer> agreeing = new HashMap<>();
        chosen.forEach(one -> agreeing.merge(one.name() + "=" + one.value(), 1, Integer::sum));
        for (Chosen one : chosen) {
            if (Integer.valueOf(services).equals(agreeing.get(one.name() + "=" + one.value()))) {
                common.put(one.name(), one.value());
            } else if (!profile.fixed().containsKey(one.name())) {
                byService
                        .computeIfAbsent(one.service(), _ -> new LinkedHashMap<>())
                        .put(one.name(), one.value());
            }
        }
        common.putAll(profile.fixed());
        return new OptionsInForce(common, byService);
    }
}
