package dev.throughline.dashboard.api;

import dev.throughline.dashboard.csv.Csv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Writes a list as CSV on request. The header {@code X-Next} says where the next part begins. */
final class CsvItems extends AbstractSmartHttpMessageConverter<Items<?>> {

    static final String NEXT = "X-Next";

    CsvItems() {
        super(new MediaType("text", "csv"));
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canWrite(ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
        return Items.class.isAssignableFrom(valueClass) && canWrite(mediaType);
    }

    @Override
    public Items<?> read(ResolvableType type, HttpInputMessage input, @Nullable Map<String, Object> hints)
            throws HttpMessageNotReadableException {
        throw new HttpMessageNotReadableException("lists are only written", input);
    }

    @Override
    protected void writeInternal(
            Items<?> items, ResolvableType type, HttpOutputMessage output, @Nullable Map<String, Object> hints)
            throws IOException {
        HttpHeaders headers = output.getHeaders();
        headers.setContentType(Csv.TYPE);
        if (items.next() != null) {
            headers.set(NEXT, items.next());
        }
        Class<?> row = type.as(Items.class).getGeneric(0).resolve(Object.class);
        output.getBody()
                .write(Csv.of(row.asSubclass(Record.class), items.items()).getBytes(StandardCharsets.UTF_8));
    }
}
