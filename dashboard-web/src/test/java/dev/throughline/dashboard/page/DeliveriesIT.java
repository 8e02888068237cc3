package dev.throughline.dashboard.page;

import static dev.throughline.dashboard.page.SharedPages.get;
import static dev.throughline.dashboard.page.SharedPages.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a reader sees of deliveries. */
class DeliveriesIT {

    private static final Pattern ROWS = Pattern.compile("<th scope=\"row\"");

    @Test
    void saysInWordsWhatBecameOfEach() throws Exception {
        assertThat(get("/deliveries", 200))
                .contains("<b>1,204</b> today")
                .contains("<span>3</span> malformed</a>")
                .contains("the oldest for <span>90 s</span>")
                .contains("spool empty")
                .contains("→ deployment of 3f2c9b1 to production succeeded, and 1 more")
                .contains("ignored: the event &#39;ping&#39; names no repository")
                .contains("malformed: commits[0].id is missing")
                .contains("failed 5 times: IllegalStateException: the graph of &lt;b&gt;acme&lt;/b&gt; is broken")
                .contains("waits to be read")
                .doesNotContain("<b>totals");
    }

    @Test
    void leadsThroughPagesAndKeepsTheFilter() throws Exception {
        String first = get("/deliveries?source=github&status=processed&timezone=Asia/Tokyo", 200);
        assertThat(first).contains("Asia/Tokyo").contains("<option value=\"github\" selected=\"selected\">");
        String page = get("/deliveries", 200);
        assertThat(ROWS.matcher(page).results()).hasSize(100);
        assertThat(page).contains("href=\"/deliveries?after=151\" rel=\"next\"").contains("data-live=\"true\"");
        assertThat(get("/deliveries?after=151", 200))
                .contains("<a href=\"/deliveries\">Newest</a>")
                .contains("data-live=\"false\"");
        assertThat(ROWS.matcher(get("/deliveries?q=acme/checkout", 200)).results())
                .hasSize(41);
    }

    @Test
    void offersToReadThoseOfTheFilterAgain() throws Exception {
        assertThat(get("/deliveries?status=malformed&q=acme/shop", 200))
                .contains("<input type=\"hidden\" name=\"status\" value=\"malformed\">")
                .contains("<input type=\"hidden\" name=\"q\" value=\"acme/shop\">")
                .contains("Read these deliveries again");
    }

    @Test
    void tellsAllOfOne() throws Exception {
        assertThat(get("/deliveries/245", 200))
                .contains("<h1>deployment_status from github</h1>")
                .contains("href=\"/deployments/00000000-0000-0000-0000-000000000001\">deployment of 3f2c9b1")
                .contains("href=\"/deliveries?q=acme%2Fcheckout\"")
                .contains("action=\"/deliveries/245/body\"")
                .contains("formaction=\"/deliveries/245/replay\"")
                .contains("$THROUGHLINE_URL/api/v1/deliveries/245/replay");
    }

    @Test
    void showsABodyToThoseWhoMayWriteOnly() throws Exception {
        HttpResponse<String> refused = post("/deliveries/246/body", "token=wrong");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body())
                .contains("That is not the API token, so nothing was done.")
                .doesNotContain("zen");
        assertThat(post("/deliveries/246/body", "").statusCode()).isEqualTo(401);

        HttpResponse<String> shown = post("/deliveries/246/body", "token=right&timezone=Asia/Tokyo");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body())
                .as("indented, with every token as it came, and never run")
                .containsPattern(
                        "\\{\\s+&quot;zen&quot; : &quot;It &lt;b&gt;works&lt;/b&gt;.&quot;,\\s+&quot;zen&quot; : \\[ 1.50, 2e3 ]")
                .contains("Asia/Tokyo")
                .doesNotContain("right\"");
        assertThat(post("/deliveries/9999/body", "token=right").statusCode()).isEqualTo(404);
    }

    @Test
    void readsOneAgain() throws Exception {
        assertThat(post("/deliveries/246/replay", "token=wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> taken = post("/deliveries/246/replay", "token=right&timezone=UTC");

        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(taken.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/deliveries/246"));
    }

    @Test
    void readsThoseOfTheFilterAgainAndSaysHowManyWait() throws Exception {
        String filter = "source=github&status=malformed&timezone=Asia/Tokyo";
        assertThat(post("/deliveries/replay", filter).body())
                .contains("This needs the API token.")
                .contains("<details class=\"act-on\" open=\"open\">");
        HttpResponse<String> taken = post("/deliveries/replay", filter + "&token=right");

        assertThat(taken.statusCode()).isEqualTo(303);
        String to = taken.headers().firstValue("Location").orElseThrow();
        assertThat(to).contains("source=github&status=malformed&replayed=21").doesNotContain("token");
        assertThat(get(to.substring(to.indexOf("/deliveries")), 200))
                .contains("<span>21 deliveries are read again</span>, of which <span>2</span> still wait.");
    }

    @Test
    void saysWhatIsWrongWithAnAddress() throws Exception {
        assertThat(get("/deliveries?status=lost", 400)).contains("pending, processed, ignored, malformed or failed");
        assertThat(get("/deliveries?after=x", 400)).contains("as a link to a later page has it");
        assertThat(get("/deliveries?what=ever", 400)).contains("left out");
        assertThat(get("/deliveries/9999", 404)).contains("No delivery has the id 9999");
        assertThat(get("/deliveries?q=nothing-like-it", 200)).contains("No delivery is like this.");
    }
}
