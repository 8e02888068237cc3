package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.NotSent.Because;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Sends reports as HTML with a text beside it. */
final class MailCourier implements Courier<Destination.Mail> {

    /** Drawn by the page of the report too. */
    static final String TEMPLATE = "report-mail";

    private static final int LONGEST_WORDS = 200;

    private final JavaMailSender sender;
    private final String from;
    private final ITemplateEngine templates;
    private final Clock clock;

    MailCourier(JavaMailSender sender, String from, ITemplateEngine templates, Clock clock) {
        this.sender = sender;
        this.from = from;
        this.templates = templates;
        this.clock = clock;
    }

    @Override
    public void send(WeeklyReport report, Destination.Mail to) throws NotSent {
        try {
            sender.send(message(report, to));
        } catch (MailAuthenticationException e) {
            throw new NotSent(Because.PASSING, "the mail server refuses our user and password");
        } catch (MailSendException e) {
            throw judged(e);
        } catch (MessagingException | MailException e) {
            throw new NotSent(
                    Because.REFUSED,
                    "the mail cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private MimeMessage message(WeeklyReport report, Destination.Mail to) throws MessagingException {
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper mail = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        mail.setFrom(new InternetAddress(from, true));
        mail.setTo(new InternetAddress(to.address(), true));
        mail.setSubject(PlainText.line(report.title()));
        mail.setSentDate(Date.from(clock.instant()));
        mail.setText(
                ReportText.of(report),
                templates.process(TEMPLATE, new Context(Locale.ENGLISH, Map.of("report", report))));
        // so that nobody's holiday answers it
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Precedence", "bulk");
        return message;
    }

    /** The answer to the message itself counts; without an answer, the outcome is unknown. */
    private static NotSent judged(MailSendException failed) {
        Exception ofMessage =
                failed.getFailedMessages().values().stream().findFirst().orElse(failed);
        if (failed.getCause() != null) {
            return new NotSent(Because.PASSING, "the mail server cannot be reached: " + brief(ofMessage));
        }
        String answer = answer(ofMessage);
        if (answer == null) {
            return new NotSent(Because.UNCLEAR, "the mail server broke off: " + brief(ofMessage));
        }
        return new NotSent(
                answer.startsWith("4") ? Because.PASSING : Because.REFUSED,
                "the mail server answers " + answer.substring(0, 3));
    }

    /** What the mail server said, beginning with its code; null when it said nothing. It may contain addresses. */
    private static @Nullable String answer(@Nullable Exception thrown) {
        for (Exception one = thrown;
                one != null;
                one = one instanceof MessagingException it ? it.getNextException() : null) {
            String said = String.valueOf(one.getMessage());
            if (one instanceof SendFailedException && said.matches("(?s)[45]\\d\\d\\b.*")) {
                return said;
            }
        }
        return null;
    }

    private static String brief(Exception thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String words = deepest.getClass().getSimpleName();
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
    }
}
