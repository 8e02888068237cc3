package dev.throughline.server.setup;

import dev.throughline.collector.backfill.ApiStates;
import dev.throughline.collector.inbox.Rhythms;
import dev.throughline.collector.inbox.Rhythms.Rhythm;
import dev.throughline.collector.inbox.SourceLog;
import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.Sources;
import dev.throughline.collector.source.Tells;
import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSource.SecretState;
import dev.throughline.dashboard.source.ConnectedSource.Step;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.source.SilentRepository;
import dev.throughline.dashboard.source.SourceHistory;
import dev.throughline.server.cli.StartRefused;
import dev.throughline.server.settings.Secret;
import dev.throughline.server.settings.SecretFile;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The registered sources, with what the data folder, the configuration and the log of deliveries know of each. */
final class RegisteredSources implements ConnectedSources {

    private final Sources sources;
    private final FolderSetup setup;
    private final SourceLog log;
    private final Rhythms rhythms;
    private final ApiStates states;
    private final PastReadings readings;
    private final Clock clock;

    RegisteredSources(
            Sources sources,
            FolderSetup setup,
            SourceLog log,
            Rhythms rhythms,
            ApiStates states,
            PastReadings readings,
            Clock clock) {
        this.readings = readings;
        this.sources = sources;
        this.setup = setup;
        this.log = log;
        this.rhythms = rhythms;
        this.states = states;
        this.clock = clock;
    }

    @Override
    public List<ConnectedSource> all() {
        return sources.all().stream().map(this::connected).toList();
    }

    @Override
    public Map<String, Heard> heard() {
        Instant now = clock.instant();
        Map<String, Rhythm> all = rhythms.all();
        return log.heard().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> heard(entry.getValue(), Optional.ofNullable(all.get(entry.getKey())), now)));
    }

    @Override
    public List<SilentRepository> silentRepositories(int limit) {
        return rhythms.silentRepositories(limit).stream()
                .map(silent ->
                        new SilentRepository(silent.source(), silent.repository(), silent.since(), silent.threshold()))
                .toList();
    }

    @Override
    public Map<String, ApiState> apis() {
        return states.all().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new ApiState(
                                entry.getValue().state(),
                                entry.getValue().detail(),
                                entry.getValue().since())));
    }

    @Override
    public Optional<SourceHistory> history(String source) {
        return sources.find(source)
                .filter(known -> sources.withHistory().contains(known.name()))
                .map(known -> readings.of(known.name(), StartRefused.variable(known.prefix() + ".token")));
    }

    private static Heard heard(SourceLog.Heard heard, Optional<Rhythm> rhythm, Instant now) {
        return new Heard(
                heard.deliveries(),
                heard.lastDeliveryAt(),
                heard.lastRefusedAt(),
                heard.refusedInARow(),
                heard.isRefused(),
                rhythm.flatMap(known -> known.silentSince(now)).orElse(null),
                rhythm.map(Rhythm::threshold).orElse(null));
    }

    @Override
    public Optional<String> revealSecretOnce(String source) {
        return sources.find(source)
                .flatMap(setup::secretFile)
                .flatMap(SecretFile::revealOnce)
                .map(Secret::reveal);
    }

    private ConnectedSource connected(SourceDescription source) {
        String url = setup.webhookUrl(source);
        String variable = StartRefused.variable(source.secretProperty());
        String file =
                setup.secretFile(source).map(made -> made.path().toString()).orElse(null);
        String shown = file == null ? "$" + variable : "$(cat '" + file.replace("'", "'\\''") + "')";
        Guide guide = source.guide();
        return new ConnectedSource(
                source.name(),
                source.kind(),
                source.title(),
                url,
                file != null
                        ? SecretState.MADE
                        : setup.hasSecret(source) ? SecretState.CONFIGURED : SecretState.MISSING,
                variable,
                file,
                source.tells().stream().sorted().map(Tells::word).toList(),
                new ConnectedSource.Guide(
                        guide.where(),
                        guide.about(),
                        guide.steps().stream().map(step -> step(step, url)).toList(),
                        guide.proof(),
                        guide.trial(url, shown),
                        guide.forms().stream()
                                .map(form -> new ConnectedSource.Form(form.label(), form.address(), form.example()))
                                .toList()));
    }

    private static Step step(Guide.Step step, String url) {
        return new Step(
                step.kind().name().toLowerCase(Locale.ROOT),
                step.title(),
                step.values().stream().map(value -> value.replace("{url}", url)).toList(),
                step.note());
    }
}
