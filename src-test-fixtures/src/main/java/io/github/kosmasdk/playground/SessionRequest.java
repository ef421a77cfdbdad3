package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session was started with, as far as the simulator acts on it. */
record SessionRequest(
        @Nullable Bank bank,
        @Nullable List<String> allowedCountries,
        AspspAccess aspspAccess,
        String psuIpAddress,
        @Nullable String redirectReturnUrl,
        Window.Wish transactionsScope,
        @Nullable ConsentScope consentScope) {

    private static final List<String> SCOPES_WITH_IBANS =
            List.of("account_details", "balances", "transactions", "transfer", "insights_refresh");

    /** How the bank may be reached. */
    enum AspspAccess {
        PREFER_PSD2(List.of(Connection.PSD2, Connection.FALLBACK)),
        FORCE_PSD2(List.of(Connection.PSD2)),
        PREFER_FALLBACK(List.of(Connection.FALLBACK, Connection.PSD2)),
        FORCE_FALLBACK(List.of(Connection.FALLBACK));

        final List<Connection> connections;

        AspspAccess(List<Connection> connections) {
            this.connections = connections;
        }
    }

    /**
     * What the consent allows that can be fetched at the end of the session.
     *
     * @param calls the kinds of calls, as they are spelled in the request
     * @param ibans by kind of call, the accounts it is for; without an entry it is for all
     * @param lifetime in days
     */
    record ConsentScope(Set<String> calls, Map<String, Set<String>> ibans, int lifetime) {
        private static final int DEFAULT_LIFETIME = 90;
    }

    static SessionRequest of(Body body) {
        String ip = "";
        Body psu = body.object("psu");
        if (psu != null) {
            psu.requiredText("user_agent");
            ip = Optional.ofNullable(psu.requiredText("ip_address")).orElse("");
        } else if (!body.has("psu")) {
            body.reject("psu", "REQUIRED", "'psu' is missing");
        }
        String bankCode = null;
        String countryCode = null;
        Body selectedBank = body.object("selected_bank");
        if (selectedBank != null) {
            bankCode = selectedBank.requiredText("bank_code");
            countryCode = selectedBank.requiredText("country_code");
            if (countryCode != null) {
                selectedBank.country("country_code");
            }
        }
        body.text("language");
        List<String> allowedCountries = body.countries("allowed_countries");
        body.country("preselected_country");
        AspspAccess access = body.oneOf("aspsp_access", AspspAccess.class, true);
        String returnUrl = body.text("redirect_return_url");
        if (returnUrl != null && !isUrl(returnUrl)) {
            body.reject("redirect_return_url", "INVALID_FORMAT", "must be an absolute URL");
        }
        Window.Wish transactions = new Window.Wish(null, null, null);
        ConsentScope consentScope = null;
        Body scope = body.object("consent_scope");
        if (scope != null) {
            transactions = transactions(scope);
            consentScope = consentScope(scope);
        }
        body.complete();
        Bank bank =
                bankCode == null || countryCode == null ? null : selectable(countryCode, bankCode, allowedCountries);
        return new SessionRequest(
                bank,
                allowedCountries,
                access == null ? AspspAccess.PREFER_PSD2 : access,
                ip,
                returnUrl,
                transactions,
                consentScope);
    }

    boolean allowsInsights() {
        return consentScope != null && consentScope.calls().contains(FlowType.INSIGHTS_REFRESH.key());
    }

    /** @throws ApiError when there is no such bank for this session */
    Bank selectable(String countryCode, String bankCode) {
        return selectable(countryCode, bankCode, allowedCountries);
    }

    private static Bank selectable(String countryCode, String bankCode, @Nullable List<String> allowedCountries) {
        return Bank.find(countryCode, bankCode)
                .filter(bank -> allowedCountries == null
                        || allowedCountries.stream().anyMatch(bank.countryCode()::equalsIgnoreCase))
                .orElseThrow(() -> ApiError.badRequest("Selected bank not allowed for this user"));
    }

    private static Window.Wish transactions(Body scope) {
        Body transactions = scope.object("transactions");
        return transactions == null ? new Window.Wish(null, null, null) : Window.Wish.of(transactions);
    }

    private static ConsentScope consentScope(Body scope) {
        Set<String> calls = new LinkedHashSet<>();
        Map<String, Set<String>> ibans = new HashMap<>();
        if (scope.object("accounts") != null) {
            calls.add("accounts");
        }
        for (String name : SCOPES_WITH_IBANS) {
            Body part = scope.object(name);
            if (part != null) {
                calls.add(name);
                List<String> accounts = part.ibans("ibans");
                if (accounts != null) {
                    ibans.put(name, Set.copyOf(accounts));
                }
            }
        }
        Integer lifetime = scope.notNegative("lifetime");
        return new ConsentScope(calls, ibans, lifetime == null ? ConsentScope.DEFAULT_LIFETIME : lifetime);
    }

    private static boolean isUrl(String text) {
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException noUrl) {
            return false;
        }
    }
}
