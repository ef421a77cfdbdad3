package io.github.kosmasdk.spring.xs2aapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.flow.ClientToken;
import java.net.URI;
import org.junit.jupiter.api.Test;

class Xs2aAppTest {

    private static final ClientToken TOKEN = new ClientToken("head.body.signature");

    private final Xs2aApp app = new Xs2aApp(
            Xs2aApp.LAUNCHER,
            Xs2aAppOptions.builder()
                    .appearanceMode(AppearanceMode.LIGHT)
                    .psd2RedirectMethod(Psd2RedirectMethod.NEW_WINDOW)
                    .build(),
            "/shop");

    @Test
    void theMarkupHoldsTheFlowAndLoadsTheScriptsInTheirOrderWithoutAnythingInline() {
        assertThat(app.html(Xs2aAppFlow.of(TOKEN)
                        .with(Xs2aAppOptions.builder()
                                .autoClose(true)
                                .hideTransitionOnFlowEnd(false)
                                .openPoliciesInNewWindow(true)
                                .skipInitialLoader(false)
                                .theme("default")
                                .unfoldConsentDetails(true)
                                .build())
                        .submit(Xs2aAppCallback.FINISHED, "done")
                        .openedBy("open")))
                .isEqualTo("""
                        <div data-xs2a-app data-client-token="head.body.signature"\
                         data-configure="{&quot;appearanceMode&quot;:&quot;light&quot;,&quot;psd2RedirectMethod&quot;:&quot;newWindow&quot;}"\
                         data-start-flow="{&quot;autoClose&quot;:true,&quot;hideTransitionOnFlowEnd&quot;:false,\
                        &quot;openPoliciesInNewWindow&quot;:true,&quot;skipInitialLoader&quot;:false,\
                        &quot;theme&quot;:&quot;default&quot;,&quot;unfoldConsentDetails&quot;:true}"\
                         data-submit="{&quot;finished&quot;:&quot;done&quot;}" data-opened-by="open"></div>
                        <script src="/shop/kosma/xs2a-app.js" defer></script>
                        <script src="https://x.klarnacdn.net/xs2a/app-launcher/v0/xs2a-app-launcher.js" defer data-xs2a-launcher></script>
                        """);
    }

    @Test
    void nothingThatComesFromOutsideCanLeaveItsAttribute() {
        String html = app.html(Xs2aAppFlow.of(new ClientToken("\"><script>alert(1)</script>"))
                .with(Xs2aAppOptions.builder().theme("'\"><b>").build())
                .submit(Xs2aAppCallback.ABORT, "\"><i>")
                .openedBy("\"><u>"));
        assertThat(html).doesNotContain("<script>alert", "<b>", "<i>", "<u>");
    }

    @Test
    void thePolicyAllowsTheAppAndNothingInline() {
        assertThat(app.contentSecurityPolicy())
                .isEqualTo(
                        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                                + " frame-ancestors 'none'; script-src 'self' https://x.klarnacdn.net;"
                                + " frame-src 'self' https://x.klarnacdn.net; connect-src 'self' https://x.klarnacdn.net");
        assertThat(app.contentSecurityPolicySources())
                .containsOnlyKeys("script-src", "frame-src", "connect-src")
                .containsValue("https://x.klarnacdn.net");
    }

    @Test
    void theOriginOfALauncherKeepsItsPort() {
        Xs2aApp simulated = new Xs2aApp(URI.create("http://127.0.0.1:8090/launcher.js"), Xs2aAppOptions.DEFAULTS, "");
        assertThat(simulated.contentSecurityPolicySources()).containsEntry("frame-src", "http://127.0.0.1:8090");
        assertThat(simulated.html(Xs2aAppFlow.of(TOKEN)))
                .contains("data-configure=\"{}\"", "src=\"/kosma/xs2a-app.js\"");
    }

    @Test
    void aLauncherNeedsAnAbsoluteUrl() {
        assertThatThrownBy(() -> new Xs2aApp(URI.create("/launcher.js"), Xs2aAppOptions.DEFAULTS, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/launcher.js");
    }

    @Test
    void callbacksAreNamedAsTheAppNamesThem() {
        assertThat(Xs2aAppCallback.values())
                .extracting(Xs2aAppCallback::eventName)
                .containsExactly("xs2a:load", "xs2a:ready", "xs2a:finished", "xs2a:error", "xs2a:abort", "xs2a:close");
    }

    @Test
    void aFlowShowsNoToken() {
        assertThat(Xs2aAppFlow.of(TOKEN).submit(Xs2aAppCallback.FINISHED, "done"))
                .hasToString("Xs2aAppFlow[FINISHED]");
    }
}
