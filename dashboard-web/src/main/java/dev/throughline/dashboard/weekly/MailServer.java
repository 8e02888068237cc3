package dev.throughline.dashboard.weekly;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The configured mail server. It is not a bean, so that it does not affect health. */
final class MailServer {

    private static final String MILLIS = "15000";

    private MailServer() {}

    static JavaMailSender of(ReportProperties settings) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        boolean isTls = settings.smtpSecurity() == ReportProperties.Security.TLS;
        String protocol = isTls ? "smtps" : "smtp";
        sender.setProtocol(protocol);
        sender.setHost(settings.smtpHost());
        sender.setPort(settings.smtpPort());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties properties = sender.getJavaMailProperties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "connectiontimeout", MILLIS);
        properties.put(prefix + "timeout", MILLIS);
        properties.put(prefix + "writetimeout", MILLIS);
        properties.put(prefix + "ssl.checkserveridentity", "true");
        if (settings.smtpSecurity() == ReportProperties.Security.STARTTLS) {
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        if (!settings.smtpUser().isBlank()) {
            sender.setUsername(settings.smtpUser().strip());
            sender.setPassword(settings.smtpPassword().reveal());
            properties.put(prefix + "auth", "true");
        }
        return sender;
    }
}
