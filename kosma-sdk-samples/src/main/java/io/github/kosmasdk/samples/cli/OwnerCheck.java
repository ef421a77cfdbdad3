package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.kyc.OwnershipCheck;
import io.github.kosmasdk.kyc.OwnershipResult;
import io.github.kosmasdk.kyc.Verdict;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.PrintStream;
import java.time.Instant;
import java.util.function.Consumer;

/** Lets the consumer log in, and holds what they claim against what the bank says. */
final class OwnerCheck {

    private final KosmaClient kosma;
    private final Arguments arguments;
    private final PrintStream out;
    private final Consumer<String> progress;

    OwnerCheck(KosmaClient kosma, Arguments arguments, PrintStream out, Consumer<String> progress) {
        this.kosma = kosma;
        this.arguments = arguments;
        this.out = out;
        this.progress = progress;
    }

    /** Whether the account is theirs. */
    boolean run() {
        SessionRequest.Builder request = SessionRequest.builder(Sample.PSU).redirectReturnUrl(Sample.RETURN_URL);
        arguments.bank().ifPresent(request::selectedBank);
        Session session = kosma.sessions().start(request.build());
        progress.accept("session " + session.sessionIdShort().orElse(session.sessionId()) + " started");
        try {
            FlowStatus<AccountsResult> ended = new Login(kosma, arguments, progress)
                    .ended(kosma.accounts().startAccounts(session, AccountsRequest.ALL));
            ended.resultOrThrow();
            OwnershipResult result = OwnershipCheck.ofAccounts(
                    arguments.claimed().orElseThrow(), (FlowStatus.Finished<AccountsResult>) ended, Instant.now());
            out.print(arguments.json() ? KosmaJson.write(result) + "\n" : Tables.of(result));
            out.flush();
            return result.verdict() == Verdict.MATCH;
        } finally {
            Sample.close(kosma, session, progress);
        }
    }
}
