package dev.throughline.collector.source.cdevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.CommitSha;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageUrlTest {

    private static final String SHA = "2166d75e44d9d3d3d3c0a0f5c0ffee0123456789";
    private static final String DIGEST = "0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427";

    @Test
    void decodesEachPartAfterTakingThemApart() {
        assertThat(PackageUrl.of("pkg:oci/myapp@sha256%3A" + DIGEST + "?repository_url=ghcr.io/acme%40x#sub/path"))
                .isEqualTo(new PackageUrl("oci", "myapp", "sha256:" + DIGEST, ""));
        assertThat(PackageUrl.of("PKG:NPM/%40acme/shop@1.0.0-rc%2B1+2"))
                .isEqualTo(new PackageUrl("npm", "@acme/shop", "1.0.0-rc+1+2", ""));
        assertThat(PackageUrl.of("pkg:npm/@acme/shop")).isEqualTo(new PackageUrl("npm", "@acme/shop", "", ""));
        assertThat(PackageUrl.of("pkg://generic/a%zz@v%")).isEqualTo(new PackageUrl("generic", "a%zz", "v%", ""));
        assertThat(PackageUrl.of("registry.example.org/shop:1.2"))
                .isEqualTo(new PackageUrl("", "registry.example.org/shop:1.2", "", ""));
        assertThat(PackageUrl.of("pkg:")).isEqualTo(new PackageUrl("", "", "", ""));
        assertThat(PackageUrl.of("pkg:oci/a%00b@1%00?vcs_url=%00"))
                .isEqualTo(new PackageUrl("oci", "a\ufffdb", "1\ufffd", "\ufffd"));
        assertThat(PackageUrl.of("")).isEqualTo(new PackageUrl("", "", "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkg:github/acme/shop@" + SHA,
                "pkg:git/shop@" + SHA,
                "pkg:generic/shop@" + SHA + "?checksum=sha1:" + DIGEST,
                "pkg:gitlab/acme/group/shop@2166D75E44D9D3D3D3C0A0F5C0FFEE0123456789",
                "pkg:oci/shop@sha256%3A" + DIGEST
                        + "?arch=arm64&vcs_url=git%2Bhttps%3A%2F%2Fgit.example.org%2Facme%2Fshop.git%40" + SHA,
                "pkg:npm/shop@1.0.0?vcs_url=git+ssh://git@git.example.org/acme/shop@" + SHA + "#sub"
            })
    void knowsTheCommit(String artifact) {
        assertThat(PackageUrl.of(artifact).commit()).contains(new CommitSha(SHA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkg:oci/myapp@sha256%3A" + DIGEST,
                "pkg:oci/myapp@" + DIGEST,
                "pkg:npm/shop@" + SHA,
                "pkg:golang/mygit.com/myorg/myapp@234fd47e07d1004f0aed9c",
                "pkg:github/acme/shop@v1.2.3",
                "pkg:github/acme/shop@2166d75",
                "pkg:github/acme/shop@0000000000000000000000000000000000000000",
                "pkg:github/acme/shop",
                "pkg:oci/shop@1?vcs_url=https://git.example.org/acme/shop",
                SHA
            })
    void takesNothingElseForACommit(String artifact) {
        assertThat(PackageUrl.of(artifact).commit()).isEmpty();
        assertThat(PackageUrl.of(artifact).repository()).isEmpty();
    }

    @Test
    void knowsTheRepositoryOfTheCommit() {
        assertThat(PackageUrl.of("pkg:github/acme/shop@" + SHA).repository()).contains("acme/shop");
        assertThat(PackageUrl.of("pkg:gitlab/acme/group/shop@" + SHA).repository())
                .contains("acme/group/shop");
        assertThat(PackageUrl.of("pkg:generic/shop@" + SHA).repository()).isEmpty();
        assertThat(PackageUrl.of("pkg:oci/x@1?vcs_url=git%2Bhttps://git.example.org/acme/shop.git%40" + SHA)
                        .repository())
                .contains("acme/shop");
    }

    @Test
    void knowsWhatIsAnotherArtifactEveryTime() {
        assertThat(List.of("pkg:oci/shop@sha256%3A" + DIGEST, "pkg:docker/shop@1.2", "registry.example.org/shop:1.2"))
                .allMatch(artifact -> PackageUrl.of(artifact).isExact());
        assertThat(List.of("pkg:docker/shop@latest", "pkg:oci/shop?tag=1.2", "registry.example.org/shop:latest", ""))
                .noneMatch(artifact -> PackageUrl.of(artifact).isExact());
    }

    @Test
    void knowsTheDigestOfAnImage() {
        assertThat(PackageUrl.of("pkg:oci/myapp@sha256%3A" + DIGEST).digest()).contains("sha256:" + DIGEST);
        assertThat(PackageUrl.of("pkg:github/acme/shop@" + SHA).digest()).isEmpty();
    }
}
