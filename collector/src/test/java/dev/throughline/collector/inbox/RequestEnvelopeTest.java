package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestEnvelopeTest {

    @Test
    void readsParametersOfTheQuery() {
        assertThat(word("word=open+sesame")).isEqualTo("open sesame");
        assertThat(word("x=1&word=open%20sesame&y")).isEqualTo("open sesame");
        assertThat(word("word=a=b%3D")).isEqualTo("a=b=");
        assertThat(word("word=first&word=second")).isEqualTo("first");
        assertThat(word("word=")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "word", "Word=x", "sword=x", "word%20=x", "x=word=1", "word=%", "word=%zz"})
    void readsNoneThatIsNotThere(String query) {
        assertThat(word(query)).isNull();
    }

    @Test
    void readsNoneWithoutAQuery() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("word", "of a form");
        assertThat(new RequestEnvelope(request).parameter("word")).isNull();
    }

    @Test
    void findsHeadersInAnyCase() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("X-Word", "open sesame");
        assertThat(new RequestEnvelope(request).header("x-word")).isEqualTo("open sesame");
    }

    private static @Nullable String word(String query) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setQueryString(query);
        return new RequestEnvelope(request).parameter("word");
    }
}
