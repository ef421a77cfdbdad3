package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which links of the service are called. */
class LinkGuardTest {

    private static final LinkGuard GUARD = new LinkGuard(KosmaEnvironment.PLAYGROUND);
    private static final LinkGuard GATEWAY = new LinkGuard(new KosmaEnvironment(
            URI.create("https://gateway.example/team/kosma"), URI.create("https://gateway.example/team/auth/")));

    static List<HostileUrls.Hostile> hostile() {
        return HostileUrls.against(KosmaEnvironment.PLAYGROUND.baseUrl(), "evil.test:8443");
    }

    @ParameterizedTest
    @MethodSource
    void hostile(HostileUrls.Hostile link) {
        assertThatThrownBy(() -> GUARD.check(Api.XS2A, new ApiLink(link.url())))
                .isInstanceOf(KosmaLinkRefusedException.class)
                .hasMessageContaining("Nothing was sent")
                .hasMessageContaining("kosma.base-url")
                .message()
                .doesNotContain(HostileUrls.SECRET)
                .matches("\\P{Cntrl}*");
    }

    static List<HostileUrls.Hostile> hostileToTheAuthApi() {
        return HostileUrls.against(KosmaEnvironment.PLAYGROUND.authBaseUrl(), "evil.test:8443");
    }

    @ParameterizedTest
    @MethodSource
    void hostileToTheAuthApi(HostileUrls.Hostile link) {
        assertThatThrownBy(() -> GUARD.check(Api.AUTH, new ApiLink(link.url())))
                .isInstanceOf(KosmaLinkRefusedException.class)
                .hasMessageContaining("kosma.auth-base-url");
    }

    @Test
    void theApisDoNotStandInForEachOther() {
        assertThatThrownBy(() -> GUARD.check(
                        Api.XS2A, new ApiLink(KosmaEnvironment.PLAYGROUND.authBaseUrl() + "/xs2a/v1/sessions/1")))
                .isInstanceOf(KosmaLinkRefusedException.class);
        assertThatThrownBy(() -> GUARD.check(
                        Api.XS2A, new ApiLink(KosmaEnvironment.PRODUCTION.baseUrl() + "/xs2a/v1/sessions/1")))
                .isInstanceOf(KosmaLinkRefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openbanking.playground.klarna.com, /",
        "https://api.openbanking.playground.klarna.com/, /",
        "https://api.openbanking.playground.klarna.com/xs2a/v1/sessions/1, /xs2a/v1/sessions/1",
        "https://api.openbanking.playground.klarna.com:443/a, /a",
        "https://api.openbanking.playground.klarna.com:0443/a, /a",
        "https://api.openbanking.playground.klarna.com:/a, /a",
        "HTTPS://API.OpenBanking.Playground.KLARNA.com/A, /A",
        "https://api.openbanking.playground.klarna.com?a=b, /?a=b",
        "https://api.openbanking.playground.klarna.com/a?b=c&d=..%2Fe/../f, /a?b=c&d=..%2Fe/../f",
        "https://api.openbanking.playground.klarna.com/a#@evil.test, /a",
        "https://api.openbanking.playground.klarna.com/@evil.test/, /@evil.test/",
        "https://api.openbanking.playground.klarna.com//evil.test/, //evil.test/",
        "https://api.openbanking.playground.klarna.com/a%2Fb%20c%3D, /a%2Fb%20c%3D",
        "https://api.openbanking.playground.klarna.com/a.b/..c/d../...;x, /a.b/..c/d../...;x",
        "https://api.openbanking.playground.klarna.com/M\u00fcller, /M%C3%BCller"
    })
    void friendly(String link, String path) {
        assertThat(GUARD.check(Api.XS2A, new ApiLink(link)).uri())
                .isEqualTo(URI.create("https://api.openbanking.playground.klarna.com" + path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gateway.example/team/kosma",
                "https://gateway.example/team/kosma/xs2a",
                "https://GATEWAY.example:443/team/kosma/xs2a?x"
            })
    void belowThePathOfTheBaseUrl(String link) {
        assertThat(GATEWAY.check(Api.XS2A, new ApiLink(link)).path()).startsWith("/team/kosma");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gateway.example/",
                "https://gateway.example/team",
                "https://gateway.example/team/kosma2/xs2a",
                "https://gateway.example/team/Kosma/xs2a",
                "https://gateway.example/team/auth/xs2a",
                "https://gateway.example//team/kosma/xs2a",
                "https://gateway.example/team%2fkosma/xs2a",
                "https://gateway.example/team/kosma/../other",
                "https://gateway.example/team/kosma/%2e%2e/other"
            })
    void outOfThePathOfTheBaseUrl(String link) {
        assertThatThrownBy(() -> GATEWAY.check(Api.XS2A, new ApiLink(link)))
                .isInstanceOf(KosmaLinkRefusedException.class);
    }

    @Test
    void lengthIsLimited() {
        String link = KosmaEnvironment.PLAYGROUND.baseUrl() + "/";
        assertThat(GUARD.check(Api.XS2A, new ApiLink(link + "x".repeat(8192 - link.length()))))
                .isNotNull();
        assertThatThrownBy(() -> GUARD.check(Api.XS2A, new ApiLink(link + "x".repeat(8193 - link.length()))))
                .hasMessageContaining("8192 characters");
        assertThatThrownBy(() -> GUARD.check(Api.XS2A, new ApiLink("https://" + "evil.".repeat(100) + "test/")))
                .message()
                .hasSizeLessThan(500);
    }
}
