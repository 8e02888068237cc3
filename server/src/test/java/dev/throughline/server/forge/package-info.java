/**
 * Stand-ins for the REST APIs of GitHub and GitLab: they answer from histories and from small stories, and fail as those do.
 *
 * <pre>{@code
 * RepositoryStory shop = RepositoryStory.of(7, "acme/shop", start);      // or GitHubHistory.read("zipkin")
 * shop.deploy(shop.merge(shop.open("cart")), "production");
 * try (GitHubApi api = new GitHubApi(ForgeState.of(shop.repository()))) {
 *     api.token("secret");
 *     api.faults().every(7, new Fault.Status(502));
 *     … read from api.url() …
 *     assertThat(api.counts().answered()).containsEntry("pulls", 1);
 * }
 * }</pre>
 */
@NullMarked
package dev.throughline.server.forge;

import org.jspecify.annotations.NullMarked;
