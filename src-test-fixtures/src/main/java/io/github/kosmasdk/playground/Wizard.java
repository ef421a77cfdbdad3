package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import io.github.kosmasdk.playground.Flow.BankChoice;
import io.github.kosmasdk.playground.Flow.Context;
import io.github.kosmasdk.playground.Flow.Question;
import io.github.kosmasdk.playground.Flow.Redirect;
import io.github.kosmasdk.playground.Flow.State;
import io.github.kosmasdk.playground.Flow.Step;
import io.github.kosmasdk.playground.Flow.Trouble;
import io.github.kosmasdk.playground.Flow.Wait;
import io.github.kosmasdk.playground.FlowRequest.AccountsSelection;
import io.github.kosmasdk.playground.FormFactory.ScaMethod;
import io.github.kosmasdk.playground.Session.Login;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Leads the consumer through a flow: bank, login, second factor, account. Callers hold the session's monitor. */
final class Wizard {
    private static final int LEAST_POLLS = 2;
    private static final int MOST_POLLS = 4;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern IP_V4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    private final Sessions sessions;
    private final Results results;
    private final Payments payments;
    private final InsightsRefresh insights;
    private final FormFactory forms;
    private final Supplier<URI> authBaseUrl;
    private final Supplier<URI> baseUrl;
    private final long seed;
    private Random polls;

    Wizard(
            Sessions sessions,
            Results results,
            Payments payments,
            InsightsRefresh insights,
            FormFactory forms,
            Supplier<URI> baseUrl,
            Supplier<URI> authBaseUrl,
            long seed) {
        this.sessions = sessions;
        this.results = results;
        this.payments = payments;
        this.insights = insights;
        this.forms = forms;
        this.baseUrl = baseUrl;
        this.authBaseUrl = authBaseUrl;
        this.seed = seed;
        this.polls = new Random(seed);
    }

    synchronized void reset() {
        polls = new Random(seed);
    }

    private synchronized int polls() {
        return LEAST_POLLS + polls.nextInt(MOST_POLLS - LEAST_POLLS + 1);
    }

    URI authUrl(Flow flow) {
        return URI.create(authBaseUrl.get() + AuthApi.WIZARD + "/" + flow.id);
    }

    URI listUrl(Flow flow) {
        return URI.create(selfUrl(flow) + "/list");
    }

    URI selfUrl(Flow flow) {
        return URI.create(baseUrl.get() + Xs2aApi.SESSIONS + "/" + flow.session.id + "/flows/" + flow.id);
    }

    /** Brings a new flow to the first thing that the consumer has to do. */
    void begin(Flow flow) {
        if (flow.type == FlowType.TRANSFER) {
            payments.start(flow);
        }
        if (flow.session.login != null) {
            chooseAccount(flow, flow.session.login, true);
        } else if (flow.session.bank == null) {
            flow.context = Context.BANK_SELECTION;
            flow.moveTo(new BankChoice());
        } else {
            askLoginMethod(flow, flow.session.bank);
        }
        flow.stage = 0;
    }

    /** Every read of a flow, on either API, lets time pass for what goes on without the consumer's input here. */
    void read(Flow flow) {
        if (flow.step instanceof Wait wait) {
            if (wait.readsLeft() > 1) {
                flow.step = new Wait(wait.readsLeft() - 1, wait.then());
            } else {
                wait.then().run();
            }
        }
    }

    /** The consumer's input, in the form that the current step asks for. */
    void answer(Flow flow, Body body) {
        Step step = flow.step;
        if (step instanceof BankChoice) {
            chooseBank(flow, body);
        } else if (step instanceof Question question) {
            Map<String, JsonNode> values = question.form().open(body);
            Map<String, List<String>> broken = question.form().check(values);
            if (broken.isEmpty()) {
                answer(flow, question, values);
            } else {
                askAgain(flow, question, broken, null);
            }
        } else if (step instanceof Redirect redirect) {
            comeBack(flow, redirect, body);
        } else {
            throw ApiError.conflict("The flow waits for no input: its state is " + flow.state);
        }
    }

    /** What the Auth API tells about a flow. */
    ObjectNode view(Flow flow) {
        ObjectNode data = Json.object().put("state", flow.state.name());
        if (!flow.state.isTerminal()) {
            String url = authUrl(flow).toString();
            data.put("next", flow.stage == 0 ? url : url + "?step=" + flow.stage);
        }
        ObjectNode result = Json.object();
        if (flow.step instanceof BankChoice) {
            result.put("context", flow.context.key()).put("type", "bank_selection");
        } else if (flow.step instanceof Question question) {
            result.put("context", flow.context.key())
                    .put("type", "form")
                    .put("key", question.form().keyJwt());
            result.set("form", question.form().toJson());
            if (question.trouble() != null) {
                result.set("error", error(question.trouble()));
            }
        } else if (flow.step instanceof Redirect redirect) {
            result.put("context", flow.context.key()).put("type", "redirect");
            result.putObject("redirect").put("id", redirect.id()).put("url", redirect.url());
        } else if (flow.step instanceof Wait) {
            result.put("context", flow.context.key()).put("type", "poll");
        } else if (flow.trouble != null) {
            result.put("context", flow.context.key()).put("type", "error");
            result.set("error", error(flow.trouble));
        }
        if (!result.isEmpty()) {
            data.set("result", result);
        }
        return data;
    }

    /** Consumers do not get to see the details of some groups of errors. */
    private static ObjectNode error(Trouble trouble) {
        for (String group : List.of("TECHNICAL", "NOT_SUPPORTED", "MAINTENANCE")) {
            if (trouble.code().startsWith(group)) {
                return Json.object().put("code", group).put("message", "The request could not be completed");
            }
        }
        return Json.object().put("code", trouble.code()).put("message", trouble.message());
    }

    private void chooseBank(Flow flow, Body body) {
        String bankCode = body.requiredText("bank_code");
        String countryCode = body.requiredText("country_code");
        body.complete();
        Bank bank =
                flow.session.request.selectable(Objects.requireNonNull(countryCode), Objects.requireNonNull(bankCode));
        flow.session.bank = bank;
        flow.context = Context.AUTHENTICATION;
        askLoginMethod(flow, bank);
    }

    private void askLoginMethod(Flow flow, Bank bank) {
        List<Connection> connections = flow.session.request.aspspAccess().connections;
        if (connections.size() == 1) {
            flow.session.connection = connections.get(0);
            askCredentials(flow, null);
        } else {
            ask(flow, Question.Kind.LOGIN_METHOD, forms.loginMethod(bank, connections), null);
        }
    }

    private void askCredentials(Flow flow, @Nullable Trouble trouble) {
        ask(flow, Question.Kind.CREDENTIALS, forms.credentials(), trouble);
    }

    private static void ask(Flow flow, Question.Kind kind, Form form, @Nullable Trouble trouble) {
        flow.moveTo(new Question(kind, form, trouble));
    }

    private static void askAgain(
            Flow flow, Question question, Map<String, List<String>> broken, @Nullable Trouble trouble) {
        flow.step = new Question(question.kind(), question.form().again(broken), trouble);
    }

    /** The form has asked for it, and its rules have been checked. */
    private static JsonNode value(Map<String, JsonNode> values, String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    private void answer(Flow flow, Question question, Map<String, JsonNode> values) {
        switch (question.kind()) {
            case LOGIN_METHOD -> {
                Bank bank = Objects.requireNonNull(flow.session.bank);
                String chosen =
                        Form.chosen(value(values, FormFactory.INTERFACE)).get(0);
                flow.session.connection =
                        chosen.equals(bank.interfaceValue(Connection.PSD2)) ? Connection.PSD2 : Connection.FALLBACK;
                askCredentials(flow, null);
            }
            case CREDENTIALS -> {
                String user = value(values, FormFactory.USER_NAME).stringValue().strip();
                logIn(flow, question, user, value(values, FormFactory.PASSWORD).stringValue());
            }
            case OTP -> {
                String otp = value(values, FormFactory.OTP).stringValue();
                if (DIGITS.matcher(otp).matches()) {
                    loggedIn(flow);
                } else {
                    askAgain(flow, question, Map.of(FormFactory.OTP, List.of("numeric_only")), null);
                }
            }
            case DETAILS -> ask(flow, Question.Kind.WAYS, forms.everyElement(EveryElement.WAYS), null);
            case WAYS -> ask(flow, Question.Kind.CODES, forms.everyElement(EveryElement.CODES), null);
            case CODES -> loggedIn(flow);
            case SCA_METHOD -> {
                String chosen =
                        Form.chosen(value(values, FormFactory.SCA_METHOD)).get(0);
                askSca(flow, ScaMethod.of(chosen));
            }
            case SCA -> authorised(flow);
            case ACCOUNT -> {
                List<String> chosen = Form.chosen(value(values, FormFactory.ACCOUNT_ID));
                Login login = Objects.requireNonNull(flow.session.login);
                accountsKnown(
                        flow,
                        login,
                        login.accounts().stream()
                                .filter(account -> chosen.contains(account.id()))
                                .toList());
            }
        }
    }

    private void logIn(Flow flow, Question question, String user, String password) {
        flow.user = user;
        flow.loggedInHere = true;
        flow.tanForced = user.equals(Payments.FORCE_TAN) || password.equals(Payments.FORCE_TAN);
        Bank bank = Objects.requireNonNull(flow.session.bank);
        if (bank.knowsPsd2Keywords() && flow.session.connection == Connection.PSD2) {
            logInByKeyword(flow, question, user);
        } else if (DemoAccounts.asksForGenerated(password)) {
            flow.user = password;
            askOtp(flow);
        } else if (user.equals("bankid") || password.equals("bankid")) {
            waitForApp(flow, () -> loggedIn(flow));
        } else {
            askOtp(flow);
        }
    }

    private void logInByKeyword(Flow flow, Question question, String user) {
        switch (user) {
            case "invalid" -> askAgain(flow, question, Map.of(FormFactory.USER_NAME, List.of("pattern")), null);
            case "wrong" -> flow.fail("USER.ACCESS_DENIED.CREDENTIALS", "The bank did not accept the credentials");
            case "bank-technical" -> flow.fail("BANK", "The bank has a technical problem");
            case "technical" -> flow.fail("TECHNICAL", "A technical problem prevented the login");
            case "bank-maintenance" -> flow.fail("MAINTENANCE", "The bank is under maintenance");
            case "configuration-expected" ->
                flow.fail("USER.CONFIGURATION", "The account has to be configured at the bank first");
            case "redirect" ->
                redirect(
                        flow,
                        () -> loggedIn(flow),
                        () -> askCredentials(
                                flow, new Trouble("USER.ABORTED", "The login was not confirmed at the bank")));
            case "decoupled" -> waitForApp(flow, () -> loggedIn(flow));
            case "decoupled-abort" ->
                waitForApp(
                        flow,
                        () -> askCredentials(
                                flow, new Trouble("USER.ABORTED", "The login was not confirmed in the banking app")));
            case "decoupled-failed" ->
                waitForApp(flow, () -> flow.fail("USER.ACCESS_DENIED", "The login failed in the banking app"));
            case "decoupled-unanswered" -> flow.moveTo(new Wait(Integer.MAX_VALUE, () -> {}));
            case "form-elements" -> ask(flow, Question.Kind.DETAILS, forms.everyElement(EveryElement.DETAILS), null);
            case "validate-ip", "validate-ip-no-v6" -> validateIp(flow, user);
            case "slow" -> {
                flow.session.slow = true;
                askOtp(flow);
            }
            default -> askOtp(flow);
        }
    }

    private void validateIp(Flow flow, String user) {
        String ip = flow.session.request.psuIpAddress();
        if (!isIpAddress(ip)) {
            flow.fail("BANK", "The bank refused the IP address of the consumer: it is none");
        } else if (user.endsWith("no-v6") && ip.contains(":")) {
            flow.fail("BANK", "The bank refused the IP address of the consumer: it takes IPv4 only");
        } else {
            askOtp(flow);
        }
    }

    private static boolean isIpAddress(String text) {
        if (!text.contains(":")) {
            return IP_V4.matcher(text).matches();
        }
        try {
            // with a colon in it, the text is never looked up as a name
            return text.matches("[0-9a-fA-F:.]+") && InetAddress.getByName(text) != null;
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private void askOtp(Flow flow) {
        ask(flow, Question.Kind.OTP, forms.otp(), null);
    }

    private void waitForApp(Flow flow, Runnable then) {
        flow.moveTo(new Wait(polls(), then));
    }

    private void redirect(Flow flow, Runnable approved, Runnable denied) {
        String returnUrl = flow.session.request.redirectReturnUrl();
        if (returnUrl == null) {
            flow.fail("TECHNICAL", "A redirect login needs the session's 'redirect_return_url'");
            return;
        }
        Sessions.BankPage page =
                new Sessions.BankPage(Ids.next().substring(0, 16), Ids.next().substring(0, 8), returnUrl, asked(flow));
        sessions.add(page);
        String url = authBaseUrl.get() + AuthApi.BANK_PAGE + "?request=" + page.redirectId() + "&state=" + page.state()
                + "&redirect_uri=" + URLEncoder.encode(returnUrl, StandardCharsets.UTF_8);
        flow.moveTo(new Redirect(page.redirectId(), url, approved, denied));
    }

    private void comeBack(Flow flow, Redirect redirect, Body body) {
        String id = body.requiredText("redirect_id");
        String returnUrl = body.requiredText("return_url");
        if (id != null && !id.equals(redirect.id())) {
            body.reject("redirect_id", "INVALID_VALUE", "is not the id of the current redirect");
        }
        body.complete();
        String withoutFragment = Objects.requireNonNull(returnUrl).replaceFirst("#.*", "");
        String query = withoutFragment.substring(withoutFragment.indexOf('?') + 1);
        if ("success".equals(Call.query(query).get("result"))) {
            redirect.approved().run();
        } else {
            redirect.denied().run();
        }
    }

    /** What the bank's page asks the consumer. */
    private static String asked(Flow flow) {
        return flow.context == Context.AUTHORIZATION
                ? Payments.order(flow).asSentence() + "?"
                : "Do you allow the access to your accounts?";
    }

    private void loggedIn(Flow flow) {
        Session session = flow.session;
        String generate = DemoAccounts.asksForGenerated(flow.user) ? flow.user : null;
        Bank bank = Objects.requireNonNull(session.bank);
        session.login = new Login(
                flow.user,
                DemoAccounts.of(bank, session.connection, session.id, bank.knowsPsd2Keywords() ? null : generate));
        chooseAccount(flow, session.login, false);
    }

    private void chooseAccount(Flow flow, Login login, boolean loginReused) {
        List<Account> fitting = login.accounts().stream()
                .filter(account -> account.allows(flow.type))
                .filter(flow.request.filter()::allows)
                .toList();
        if (!needsChoice(flow, fitting)) {
            Runnable last = () -> accountsKnown(flow, login, fitting);
            if (loginReused) {
                flow.moveTo(new Wait(1, last));
            } else {
                last.run();
            }
            return;
        }
        int most = flow.request.selection() == AccountsSelection.MULTIPLE_ACCOUNTS ? fitting.size() : 1;
        flow.context = Context.ACCOUNT_SELECTION;
        ask(flow, Question.Kind.ACCOUNT, forms.accounts(fitting, most), null);
    }

    private static boolean needsChoice(Flow flow, List<Account> fitting) {
        boolean choosable =
                switch (flow.type) {
                    case ACCOUNTS -> flow.request.selection() != AccountsSelection.NO_SELECTION;
                    case INSIGHTS_REFRESH -> insightsAccounts(flow) == null;
                    default -> !flow.request.namesAnAccount();
                };
        return choosable && fitting.size() > 1;
    }

    private static RefreshOrder.@Nullable Choice insightsAccounts(Flow flow) {
        return Objects.requireNonNull(flow.request.refresh()).choice();
    }

    private void accountsKnown(Flow flow, Login login, List<Account> accounts) {
        try {
            List<Account> targeted = targeted(flow, login, accounts);
            if (flow.type == FlowType.TRANSFER) {
                payments.charge(flow, login, targeted.get(0));
                askAuthorisation(flow, login);
            } else if (flow.type == FlowType.INSIGHTS_REFRESH) {
                flow.result = insights.of(flow, login, targeted);
                flow.end(State.FINISHED);
            } else {
                flow.result = results.of(flow, login, targeted, listUrl(flow));
                flow.end(State.FINISHED);
            }
        } catch (FlowFailure failure) {
            flow.fail(failure.code(), failure.getMessage());
        }
    }

    /** The second factor for the transfer itself, by the means of the login. */
    private void askAuthorisation(Flow flow, Login login) {
        flow.context = Context.AUTHORIZATION;
        Bank bank = Objects.requireNonNull(flow.session.bank);
        if (bank.countryCode().equals("GB") && flow.loggedInHere && !flow.tanForced) {
            authorised(flow);
            return;
        }
        switch (login.user()) {
            case Payments.SCA_METHODS ->
                ask(
                        flow,
                        Question.Kind.SCA_METHOD,
                        forms.scaMethods(Payments.order(flow).asSentence()),
                        null);
            case "redirect" ->
                redirect(
                        flow,
                        () -> authorised(flow),
                        () -> flow.fail("USER.ABORTED", "The consumer did not approve the transfer at the bank"));
            case "decoupled", "bankid" -> waitForApp(flow, () -> authorised(flow));
            case Payments.DENIED_DECOUPLED -> waitForApp(flow, () -> denied(flow));
            default -> askSca(flow, ScaMethod.SMS);
        }
    }

    private void askSca(Flow flow, ScaMethod method) {
        if (method == ScaMethod.APP) {
            waitForApp(flow, () -> authorised(flow));
        } else {
            TransferOrder order = Payments.order(flow);
            ask(flow, Question.Kind.SCA, forms.sca(method, order.asSentence(), order.amount()), null);
        }
    }

    private void authorised(Flow flow) {
        Login login = Objects.requireNonNull(flow.session.login);
        if (login.user().equals(Payments.DENIED)) {
            denied(flow);
            return;
        }
        try {
            flow.result = payments.authorise(flow, login);
            flow.end(State.FINISHED);
        } catch (FlowFailure failure) {
            flow.fail(failure.code(), failure.getMessage());
        }
    }

    private static void denied(Flow flow) {
        flow.fail("USER.TRANSFER_DENIED", "The bank did not accept the transfer");
    }

    private static List<Account> targeted(Flow flow, Login login, List<Account> accounts) {
        if (flow.request.namesAnAccount()) {
            Account named = login.accounts().stream()
                    .filter(flow.request::names)
                    .findFirst()
                    .orElseThrow(() -> new FlowFailure(
                            "USER.ACCESS_DENIED", "The requested account is not one of the consumer's"));
            if (!named.allows(flow.type) && flow.type != FlowType.TRANSFER) {
                throw new FlowFailure("NOT_SUPPORTED", "The requested account does not support this flow");
            }
            return List.of(named);
        }
        RefreshOrder.Choice choice = flow.type == FlowType.INSIGHTS_REFRESH ? insightsAccounts(flow) : null;
        if (choice != null) {
            return choice.of(accounts, account -> false);
        }
        boolean mayBeEmpty =
                flow.type == FlowType.ACCOUNTS && flow.request.selection() == AccountsSelection.NO_SELECTION;
        if (accounts.isEmpty() && flow.type == FlowType.TRANSFER) {
            throw Payments.notPossible("None of the consumer's accounts can pay");
        }
        if (accounts.isEmpty() && !mayBeEmpty) {
            throw new FlowFailure("NOT_SUPPORTED", "None of the consumer's accounts fits this flow");
        }
        return accounts;
    }
}
