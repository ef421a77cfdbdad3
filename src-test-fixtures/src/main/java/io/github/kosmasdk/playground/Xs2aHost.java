package io.github.kosmasdk.playground;

/** What is served under the host of the XS2A API. */
final class Xs2aHost {
    private final ApiToken token;
    private final Xs2aApi xs2a;
    private final InsightsApi insights;
    private final BankDirectoryApi banks;

    Xs2aHost(ApiToken token, Xs2aApi xs2a, InsightsApi insights, BankDirectoryApi banks) {
        this.token = token;
        this.xs2a = xs2a;
        this.insights = insights;
        this.banks = banks;
    }

    Reply handle(Call call) {
        if (call.path().startsWith(BankDirectoryApi.ROOT + "/")) {
            return banks.handle(call);
        }
        token.check(call);
        return call.path().startsWith(InsightsApi.ROOT + "/") ? insights.handle(call) : xs2a.handle(call);
    }
}
