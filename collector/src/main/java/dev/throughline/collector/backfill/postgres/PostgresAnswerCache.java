package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.AnswerCache;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the answers to one source in the table {@code api_answer}. */
record PostgresAnswerCache(JdbcClient jdbc, JsonMapper json, String source) implements AnswerCache {

    private static final int PIECE = 8192;
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    @Override
    public Optional<Kept> find(String url) {
        return jdbc.sql("select etag, headers, body from api_answer where source = :source and url = :url")
                .param("source", source)
                .param("url", url)
                .query((row, _) -> new Kept(
                        row.getString("etag"),
                        json.readValue(row.getString("headers"), HEADERS),
                        inflated(row.getBytes("body"))))
                .optional();
    }

    @Override
    public void keep(String url, Kept answer) {
        jdbc.sql("""
                        insert into api_answer as known (source, url, etag, headers, body)
                        values (:source, :url, :etag, :headers::jsonb, :body)
                            on conflict (source, url) do update
                           set etag = excluded.etag, headers = excluded.headers, body = excluded.body, kept_at = now()
                        """)
                .param("source", source)
                .param("url", url)
                .param("etag", answer.etag())
                .param("headers", json.writeValueAsString(answer.headers()))
                .param("body", deflated(answer.body()))
                .update();
    }

    private static byte[] deflated(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
        // a page of a list may have megabytes, and better compression takes longer than the forge does
        try (Deflater level = new Deflater(Deflater.BEST_SPEED);
                DeflaterOutputStream deflater = new DeflaterOutputStream(out, level, PIECE)) {
            deflater.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] body) {
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(body))) {
            return inflater.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
