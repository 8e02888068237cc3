package dev.throughline.server.settings;

import dev.throughline.collector.source.Sources;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.ledger.GraphFetching;
import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Checks before anything starts: the configuration is valid, the data folder is ours, the secrets exist, the roles are profiles. Nothing
 * slow and nothing that would have to be undone happens before all of them.
 */
public final class Preflight implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        if (PreparedBeans.isPreparing()) {
            EnumSet.allOf(Role.class).forEach(role -> environment.addActiveProfile(role.profile()));
            return;
        }
        Sources sources = sources(environment);
        KnownKeys.load(sources).check(environment);
        var secrets = new SecretProperties(environment, sources);
        Settings settings = Binder.get(environment).bindOrCreate("throughline", Settings.class);
        Binder.get(environment).bindOrCreate("throughline", Catalog.class);
        sources.all()
                .forEach(
                        source -> Binder.get(environment).bind(source.prefix(), Bindable.of(sources.settings(source))));
        refuseStrangers(settings, secrets);
        refuseTakenPort(settings, environment.getProperty("server.port", Integer.class, settings.port()));
        if (settings.roles().contains(Role.COLLECTOR) && GraphFetching.isOn(environment)) {
            GitNeeded.check("git");
        }
        settings.roles().forEach(role -> environment.addActiveProfile(role.profile()));

        boolean isEmbedded = settings.databaseUrl() == null;
        MadeSecrets made = new MadeSecrets(Map.of());
        if (isEmbedded || settings.roles().contains(Role.COLLECTOR) || !secrets.areComplete()) {
            DataFolder folder = DataFolder.open(settings.data());
            if (isEmbedded) {
                folder.lock();
            }
            register(context, DataFolder.class, folder);
            made = secrets.makeMissing(folder);
        }
        register(context, MadeSecrets.class, made);
    }

    static Sources sources(Environment environment) {
        try {
            return Sources.configured(environment);
        } catch (IllegalArgumentException e) {
            throw StartRefused.because(String.valueOf(e.getMessage()));
        }
    }

    private static void refuseStrangers(Settings settings, SecretProperties secrets) {
        if (!settings.isOpenToReaders() && !secrets.isConfigured("throughline.api-token")) {
            throw StartRefused.because(
                    ("THROUGHLINE_ADDRESS %s is reachable from other machines: configure THROUGHLINE_API_TOKEN,"
                                    + " or let anybody read with THROUGHLINE_ANONYMOUS_READ=true")
                            .formatted(settings.address()));
        }
    }

    /** The web server would find out too, but only once the database runs. */
    private static void refuseTakenPort(Settings settings, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.inetAddress(), port));
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("requested address")) {
                throw StartRefused.wrongValue("throughline.address", settings.address(), "an address of this machine");
            }
            if (message.contains("ermission denied")) {
                throw StartRefused.because(
                        "port %d may not be used by this user: choose another with THROUGHLINE_PORT".formatted(port));
            }
            throw StartRefused.because(
                    "port %d is taken: stop the process that listens there, or choose another with THROUGHLINE_PORT"
                            .formatted(port));
        }
    }

    private static <T> void register(ConfigurableApplicationContext context, Class<T> type, T bean) {
        ((GenericApplicationContext) context).registerBean(type, () -> bean);
    }
}
