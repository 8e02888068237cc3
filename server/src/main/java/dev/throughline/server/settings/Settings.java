package dev.throughline.server.settings;

import dev.throughline.server.cli.StartRefused;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process runs.
 *
 * @param port TCP port of the web server; 0 lets the operating system choose
 * @param address the address it listens on; any address other than loopback needs an API token or {@code anonymousRead}
 * @param url where people and senders reach it, if that is not the address itself, e.g. behind a proxy
 * @param hosts further values of the {@code Host} header to answer to, without port
 * @param corsOrigins origins of pages elsewhere whose scripts may read what other tools' plugins read; empty for none
 * @param data the folder for the embedded database and the secrets made at first start
 * @param databaseUrl JDBC URL of a PostgreSQL 15 or newer to use instead of the embedded one
 * @param databaseUser its user, unless the URL names it
 * @param databasePassword its password, unless the URL has it
 * @param apiToken token for writing, and for reading on addresses other than loopback; made at first start
 * @param anonymousRead whether anybody may read on an address other than loopback
 * @param roles what this process does
 */
@ConfigurationProperties("throughline")
public record Settings(
        @DefaultValue("8080") int port,
        @DefaultValue("127.0.0.1") String address,
        @Nullable String url,
        @DefaultValue List<String> hosts,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue("./data") String data,
        @Nullable String databaseUrl,
        @Nullable String databaseUser,
        @Nullable Secret databasePassword,
        @Nullable Secret apiToken,
        @DefaultValue("false") boolean anonymousRead,
        @DefaultValue({"collector", "engine", "web"}) Set<Role> roles) {

    public Settings {
        if (port < 0 || port > 65535) {
            throw StartRefused.wrongValue("throughline.port", port, "a number from 0 to 65535");
        }
        url = blankToNull(url);
        databaseUrl = blankToNull(databaseUrl);
        databaseUser = blankToNull(databaseUser);
        databasePassword = databasePassword == null || databasePassword.isBlank() ? null : databasePassword;
        apiToken = apiToken == null || apiToken.isBlank() ? null : apiToken;
        if (data.isBlank()) {
            throw StartRefused.wrongValue("throughline.data", data, "a folder");
        }
        if (url != null && !isHttp(url)) {
            throw StartRefused.wrongValue("throughline.url", url, "a URL such as https://throughline.example.org");
        }
        url = url == null ? null : url.replaceAll("/+$", "");
        if (databaseUrl != null && !databaseUrl.startsWith("jdbc:postgresql:")) {
            throw StartRefused.because("THROUGHLINE_DATABASE_URL must look like jdbc:postgresql://host:5432/name");
        }
        if (roles.isEmpty()) {
            throw StartRefused.wrongValue("throughline.roles", "", "one or more of collector, engine, web");
        }
        roles = EnumSet.copyOf(roles);
        hosts = List.copyOf(hosts);
        corsOrigins = corsOrigins.stream().map(String::strip).toList();
        corsOrigins.forEach(Settings::checkOrigin);
    }

    /** As a browser sends it: scheme, host and port, nothing else. It is compared by its letters. */
    private static void checkOrigin(String origin) {
        try {
            URI uri = new URI(origin);
            if (isHttp(origin)
                    && origin.equals(origin.toLowerCase(Locale.ROOT))
                    && origin.equals(
                            uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
                    && !isDefaultPort(uri)) {
                return;
            }
        } catch (URISyntaxException _) {
            // refused below
        }
        throw StartRefused.wrongValue(
                "throughline.cors-origins",
                origin,
                "origins as browsers send them, such as https://backstage.example.org: in lower case, without path and default port, and never *");
    }

    private static boolean isDefaultPort(URI origin) {
        return origin.getPort() == ("https".equals(origin.getScheme()) ? 443 : 80);
    }

    /** Whether only processes of this machine reach the server. */
    public boolean isLoopback() {
        return inetAddress().isLoopbackAddress();
    }

    /** The address resolved. */
    public InetAddress inetAddress() {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw StartRefused.wrongValue("throughline.address", address, "an address of this machine");
        }
    }

    /**
     * Where this machine reaches the server, past any proxy.
     *
     * @param port that it listens on
     */
    public String localUrl(int port) {
        return "http://%s:%d".formatted(localHost(), port);
    }

    private String localHost() {
        if (inetAddress().isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    /** Whether anybody who can reach the server may read. */
    public boolean isOpenToReaders() {
        return isLoopback() || anonymousRead;
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
