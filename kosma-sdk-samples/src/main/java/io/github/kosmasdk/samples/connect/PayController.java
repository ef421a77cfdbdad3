package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.TransferState;
import io.github.kosmasdk.consent.TransferStateResult;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.payment.InvalidTransferException;
import io.github.kosmasdk.payment.PaymentResult;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.Transfer;
import io.github.kosmasdk.payment.TransferProblem;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.samples.connect.login.Explanation;
import io.github.kosmasdk.samples.connect.login.Explanations;
import io.github.kosmasdk.samples.connect.login.Links;
import io.github.kosmasdk.samples.connect.login.Login;
import io.github.kosmasdk.samples.connect.login.Login.End;
import io.github.kosmasdk.samples.connect.login.Logins;
import io.github.kosmasdk.samples.connect.login.Purpose;
import io.github.kosmasdk.samples.connect.login.UnknownLoginException;
import io.github.kosmasdk.samples.connect.login.Way;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;

/** Pays an invoice by bank, and tells what became of it. */
@Controller
@RequestMapping("/pay")
class PayController {

    private static final Logger LOG = LoggerFactory.getLogger(PayController.class);
    private static final String CURRENCY = "EUR";
    private static final String BANK = "bank";
    private static final String TYPED = "typed-invoice";
    private static final String CHOOSE_BANK = "Choose the bank to pay from.";
    private static final Invoice EXAMPLE = new Invoice(
            "Example Shop GmbH",
            "DE89 3704 0044 0532 0130 00",
            "129.99",
            "Invoice 2026-0471",
            "",
            "",
            Way.PAGES.name());

    private final Logins logins;
    private final Visitor visitor;
    private final Consents consents;
    private final BankNames banks;
    private final ConsentVault vault;

    PayController(Logins logins, Visitor visitor, Consents consents, BankNames banks, ConsentVault vault) {
        this.logins = logins;
        this.visitor = visitor;
        this.consents = consents;
        this.banks = banks;
        this.vault = vault;
    }

    /** What is to be paid and from where, as it was typed; what was not sent is empty. */
    record Invoice(String name, String iban, String amount, String reference, String country, String code, String way) {

        Invoice {
            name = Objects.requireNonNullElse(name, "");
            iban = Objects.requireNonNullElse(iban, "");
            amount = Objects.requireNonNullElse(amount, "");
            reference = Objects.requireNonNullElse(reference, "");
            country = Objects.requireNonNullElse(country, "");
            code = Objects.requireNonNullElse(code, "");
            way = Objects.requireNonNullElse(way, "");
        }

        Invoice from(BankForm bank) {
            return new Invoice(name, iban, amount, reference, bank.country(), bank.code(), way);
        }

        BankForm bank() {
            return new BankForm(country, code);
        }
    }

    /**
     * Shows the invoice: what was typed before another bank was chosen, else the example. Without a bank in the address, that
     * of the user: the one connected last, else the test bank.
     */
    @GetMapping
    String ask(
            @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String code,
            @SessionAttribute(name = TYPED, required = false) @Nullable Invoice typed,
            Model model,
            HttpServletResponse response) {
        boolean chosen = !country.isEmpty() || !code.isEmpty();
        Invoice invoice =
                Objects.requireNonNullElse(typed, EXAMPLE).from(chosen ? new BankForm(country, code) : usualBank());
        return invoice.bank().bank().isPresent()
                ? page(invoice, Map.of(), model)
                : refused(invoice, Map.of(BANK, CHOOSE_BANK), model, response);
    }

    private BankForm usualBank() {
        return consents.connected(visitor).stream()
                .max(Comparator.comparing(ConsentRecord::since))
                .flatMap(ConsentRecord::bank)
                .map(bank -> new BankForm(bank.countryCode(), bank.bankCode()))
                .orElse(BankForm.EXAMPLE);
    }

    /** Keeps what was typed until the user comes back with a bank: in the session, as it is for no address and no log. */
    @PostMapping("/bank")
    String chooseBank(@ModelAttribute Invoice invoice, HttpSession session) {
        session.setAttribute(TYPED, invoice);
        return "redirect:/banks?pay=true";
    }

    @PostMapping
    String begin(
            @ModelAttribute Invoice invoice,
            Psu psu,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Map<String, String> problems = new LinkedHashMap<>();
        Optional<TransferRequest> transfer = transfer(invoice, problems);
        Optional<BankChoice> bank = invoice.bank().bank();
        if (bank.isEmpty()) {
            problems.put(BANK, CHOOSE_BANK);
        }
        Optional<Way> way = Way.named(invoice.way());
        if (way.isEmpty()) {
            problems.put("way", "Choose how you want to log in.");
        }
        if (transfer.isPresent() && bank.isPresent() && way.isPresent()) {
            try {
                Login login = logins.pay(psu, bank.get(), transfer.get(), way.get(), Links::loginReturn);
                visitor.begins(login, request);
                request.getSession().removeAttribute(TYPED);
                return "redirect:" + (login.end().isPresent() ? "/pay/" + login.id() : Links.login(login));
            } catch (KosmaInvalidRequestException e) {
                LOG.info("a bank could not be chosen", e);
                problems.put(BANK, "This bank cannot pay here. Choose another one.");
            }
        }
        return refused(invoice, problems, model, response);
    }

    /** What is to be paid, empty when something is wrong with it. */
    private static Optional<TransferRequest> transfer(Invoice invoice, Map<String, String> problems) {
        TransferRequest.Builder transfer = TransferRequest.builder();
        try {
            transfer.amount(new BigDecimal(invoice.amount().strip()), CURRENCY);
        } catch (NumberFormatException e) {
            problems.put("amount", "Write the amount as a number, such as 129.99.");
        }
        try {
            TransferRequest request = transfer.to(Recipient.iban(
                            invoice.name().strip(), invoice.iban().replaceAll("\\s", "")))
                    .reference(invoice.reference().strip())
                    .build();
            return Optional.of(request);
        } catch (InvalidTransferException e) {
            e.problems().forEach(problem -> problems.putIfAbsent(field(problem), sentence(problem)));
            return Optional.empty();
        }
    }

    private String refused(Invoice invoice, Map<String, String> problems, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(invoice, problems, model);
    }

    private String page(Invoice invoice, Map<String, String> problems, Model model) {
        model.addAttribute("invoice", invoice);
        model.addAttribute("problems", problems);
        model.addAttribute(
                "fields",
                List.of(
                        new Field("name", "To", invoice.name(), "text"),
                        new Field("iban", "IBAN", invoice.iban(), "text"),
                        new Field("amount", "Amount in " + CURRENCY, invoice.amount(), "decimal"),
                        new Field("reference", "Reference", invoice.reference(), "text")));
        model.addAttribute("bank", invoice.bank().bank().map(banks::name).orElse(""));
        return "pay";
    }

    private static String field(TransferProblem problem) {
        return switch (problem.member()) {
            case "to.iban" -> "iban";
            case "to.holder_name" -> "name";
            case "reference" -> "reference";
            default -> "amount";
        };
    }

    private static String sentence(TransferProblem problem) {
        String label =
                switch (field(problem)) {
                    case "iban" -> "The IBAN";
                    case "name" -> "The name";
                    case "reference" -> "The reference";
                    default -> "The amount";
                };
        return label + " " + problem.message() + ".";
    }

    @GetMapping("/{id}")
    String outcome(@PathVariable String id, Psu psu, Model model) {
        Login login = visitor.login(id);
        if (!(login.purpose() instanceof Purpose.Pay payment)) {
            throw new UnknownLoginException();
        }
        if (!(logins.finish(login, visitor.id()).orElse(null) instanceof End.Paid paid)) {
            return "redirect:" + Links.login(login);
        }
        PaymentResult result = paid.result();
        model.addAttribute("id", id);
        model.addAttribute("outcome", outcome(result));
        model.addAttribute("explanation", explanation(result));
        model.addAttribute("to", payment.transfer().to().holderName().orElse(""));
        model.addAttribute("amount", Texts.of(payment.transfer().amount()));
        model.addAttribute("reference", payment.transfer().reference());
        if (result instanceof PaymentResult.Initiated initiated) {
            model.addAttribute(
                    "from",
                    initiated
                            .transfer()
                            .transfer()
                            .flatMap(Transfer::from)
                            .flatMap(Account::iban)
                            .map(Texts::iban)
                            .orElse(""));
            model.addAttribute("state", state(paid, initiated, psu));
        }
        return "paid";
    }

    private static String outcome(PaymentResult result) {
        return result instanceof PaymentResult.Initiated
                ? "initiated"
                : result instanceof PaymentResult.Denied ? "denied" : "unknown";
    }

    private static Explanation explanation(PaymentResult result) {
        if (result instanceof PaymentResult.Initiated) {
            return new Explanation(
                    "The payment is on its way",
                    "Your bank has taken it. How far it has got stands below; until it is booked, your bank can still reject it.",
                    "");
        }
        if (result instanceof PaymentResult.Denied denied) {
            Explanation why = Explanations.of(denied.error());
            return new Explanation(
                    why.title(),
                    why.advice()
                            + (denied.certain() ? " Nothing was paid." : " Look at your account before you pay again."),
                    why.code());
        }
        if (result instanceof PaymentResult.Aborted) {
            return new Explanation(
                    "The payment was called off",
                    "At some banks a payment cannot be stopped any more by then: look at your account before you pay again.",
                    "");
        }
        return new Explanation(
                "Nobody knows yet whether it was paid",
                "Do not pay again. Look again in a minute, or look at your account.",
                "");
    }

    /** Asks the bank how far it has got, where the bank says so. */
    private String state(End.Paid paid, PaymentResult.Initiated initiated, Psu psu) {
        if (paid.consentId().isEmpty() || initiated.transfer().transferId().isEmpty()) {
            return "Your bank does not tell how far it has got.";
        }
        try {
            TransferStateResult answer = vault.attended(paid.consentId().get(), psu)
                    .transferState(initiated.transfer().transferId().get());
            return answer.transferState()
                    .flatMap(OpenEnum::known)
                    .map(PayController::words)
                    .orElse("Your bank does not tell how far it has got.");
        } catch (KosmaException e) {
            return Failures.explain(e).title() + ". Look again later.";
        }
    }

    private static String words(TransferState state) {
        return switch (state) {
            case AUTHORIZED -> "Authorised, not booked yet.";
            case COMPLETED_DEBTOR -> "Booked on your account.";
            case COMPLETED_CREDITOR -> "Arrived at the recipient.";
            case REJECTED -> "Rejected by your bank: nothing was paid.";
            case CANCELED -> "Taken back.";
        };
    }
}
