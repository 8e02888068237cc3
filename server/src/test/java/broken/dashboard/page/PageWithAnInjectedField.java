package broken.dashboard.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Value;

/** Breaks: what a class needs is in its constructor. */
@NullMarked
public final class PageWithAnInjectedField {

    @Value("x")
    private String value = "";

    String value() {
        return value;
    }
}
