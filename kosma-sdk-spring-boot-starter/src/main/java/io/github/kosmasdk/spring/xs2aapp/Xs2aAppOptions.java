package io.github.kosmasdk.spring.xs2aapp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Options of the XS2A App, for all flows ({@code configure}) or for one ({@code startFlow}). What is left out is as the
 * App has it.
 *
 * @param appearanceMode light or dark
 * @param autoClose whether the App closes itself when the flow has ended
 * @param hideTransitionOnFlowEnd whether the screen at the end is left out
 * @param openPoliciesInNewWindow whether terms and policies open in a new window
 * @param psd2RedirectMethod how the pages of a bank are opened
 * @param skipInitialLoader whether the loading screen is left out
 * @param theme the theme, such as {@code default}
 * @param unfoldConsentDetails whether the details of the consent are open from the start
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-app.html">XS2A App</a>
 */
public record Xs2aAppOptions(
        Optional<AppearanceMode> appearanceMode,
        Optional<Boolean> autoClose,
        Optional<Boolean> hideTransitionOnFlowEnd,
        Optional<Boolean> openPoliciesInNewWindow,
        Optional<Psd2RedirectMethod> psd2RedirectMethod,
        Optional<Boolean> skipInitialLoader,
        Optional<String> theme,
        Optional<Boolean> unfoldConsentDetails) {

    /** Everything as the App has it. */
    public static final Xs2aAppOptions DEFAULTS = builder().build();

    /**
     * Starts with everything as the App has it.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** By the names that the App knows. */
    Map<String, Object> byName() {
        Map<String, Object> options = new LinkedHashMap<>();
        appearanceMode.ifPresent(mode -> options.put("appearanceMode", mode.wireName()));
        autoClose.ifPresent(on -> options.put("autoClose", on));
        hideTransitionOnFlowEnd.ifPresent(on -> options.put("hideTransitionOnFlowEnd", on));
        openPoliciesInNewWindow.ifPresent(on -> options.put("openPoliciesInNewWindow", on));
        psd2RedirectMethod.ifPresent(method -> options.put("psd2RedirectMethod", method.wireName()));
        skipInitialLoader.ifPresent(on -> options.put("skipInitialLoader", on));
        theme.ifPresent(name -> options.put("theme", name));
        unfoldConsentDetails.ifPresent(on -> options.put("unfoldConsentDetails", on));
        return options;
    }

    /** Collects the options. */
    public static final class Builder {
        private @Nullable AppearanceMode appearanceMode;
        private @Nullable Boolean autoClose;
        private @Nullable Boolean hideTransitionOnFlowEnd;
        private @Nullable Boolean openPoliciesInNewWindow;
        private @Nullable Psd2RedirectMethod psd2RedirectMethod;
        private @Nullable Boolean skipInitialLoader;
        private @Nullable String theme;
        private @Nullable Boolean unfoldConsentDetails;

        private Builder() {}

        /**
         * Sets light or dark.
         *
         * @param mode the mode
         * @return this
         */
        public Builder appearanceMode(@Nullable AppearanceMode mode) {
            appearanceMode = mode;
            return this;
        }

        /**
         * Sets whether the App closes itself when the flow has ended.
         *
         * @param on whether it does
         * @return this
         */
        public Builder autoClose(@Nullable Boolean on) {
            autoClose = on;
            return this;
        }

        /**
         * Sets whether the screen at the end is left out.
         *
         * @param on whether it is
         * @return this
         */
        public Builder hideTransitionOnFlowEnd(@Nullable Boolean on) {
            hideTransitionOnFlowEnd = on;
            return this;
        }

        /**
         * Sets whether terms and policies open in a new window.
         *
         * @param on whether they do
         * @return this
         */
        public Builder openPoliciesInNewWindow(@Nullable Boolean on) {
            openPoliciesInNewWindow = on;
            return this;
        }

        /**
         * Sets how the pages of a bank are opened.
         *
         * @param method the way
         * @return this
         */
        public Builder psd2RedirectMethod(@Nullable Psd2RedirectMethod method) {
            psd2RedirectMethod = method;
            return this;
        }

        /**
         * Sets whether the loading screen is left out.
         *
         * @param on whether it is
         * @return this
         */
        public Builder skipInitialLoader(@Nullable Boolean on) {
            skipInitialLoader = on;
            return this;
        }

        /**
         * Sets the theme.
         *
         * @param name such as {@code default}
         * @return this
         */
        public Builder theme(@Nullable String name) {
            theme = name;
            return this;
        }

        /**
         * Sets whether the details of the consent are open from the start.
         *
         * @param on whether they are
         * @return this
         */
        public Builder unfoldConsentDetails(@Nullable Boolean on) {
            unfoldConsentDetails = on;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public Xs2aAppOptions build() {
            return new Xs2aAppOptions(
                    Optional.ofNullable(appearanceMode),
                    Optional.ofNullable(autoClose),
                    Optional.ofNullable(hideTransitionOnFlowEnd),
                    Optional.ofNullable(openPoliciesInNewWindow),
                    Optional.ofNullable(psd2RedirectMethod),
                    Optional.ofNullable(skipInitialLoader),
                    Optional.ofNullable(theme),
                    Optional.ofNullable(unfoldConsentDetails));
        }
    }
}
