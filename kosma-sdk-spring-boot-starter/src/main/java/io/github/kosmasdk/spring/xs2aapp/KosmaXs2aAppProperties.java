package io.github.kosmasdk.spring.xs2aapp;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the XS2A App in pages of the application.
 *
 * @param launcherUrl Script of the launcher. Without it, the one of the service, or of the simulator where that brings one.
 * @param appearanceMode Look of the App. Without it, as the App has it.
 * @param autoClose Whether the App closes itself when a flow has ended.
 * @param hideTransitionOnFlowEnd Whether the screen at the end of a flow is left out.
 * @param openPoliciesInNewWindow Whether terms and policies open in a new window.
 * @param psd2RedirectMethod How the pages of a bank are opened.
 * @param skipInitialLoader Whether the loading screen is left out.
 * @param theme Theme of the App, such as "default".
 * @param unfoldConsentDetails Whether the details of a consent are open from the start.
 */
@ConfigurationProperties("kosma.xs2a-app")
public record KosmaXs2aAppProperties(
        @Nullable URI launcherUrl,
        @Nullable AppearanceMode appearanceMode,
        @Nullable Boolean autoClose,
        @Nullable Boolean hideTransitionOnFlowEnd,
        @Nullable Boolean openPoliciesInNewWindow,
        @Nullable Psd2RedirectMethod psd2RedirectMethod,
        @Nullable Boolean skipInitialLoader,
        @Nullable String theme,
        @Nullable Boolean unfoldConsentDetails) {

    Xs2aAppOptions options() {
        return Xs2aAppOptions.builder()
                .appearanceMode(appearanceMode)
                .autoClose(autoClose)
                .hideTransitionOnFlowEnd(hideTransitionOnFlowEnd)
                .openPoliciesInNewWindow(openPoliciesInNewWindow)
                .psd2RedirectMethod(psd2RedirectMethod)
                .skipInitialLoader(skipInitialLoader)
                .theme(theme)
                .unfoldConsentDetails(unfoldConsentDetails)
                .build();
    }
}
