package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.samples.connect.login.Links;
import io.github.kosmasdk.samples.connect.login.Login;
import io.github.kosmasdk.samples.connect.login.Logins;
import io.github.kosmasdk.samples.connect.login.Way;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Says what the user agrees to, and begins the login. */
@Controller
class ConnectController {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectController.class);

    private static final String PATH = "/connect";

    private final Logins logins;
    private final Visitor visitor;
    private final BankNames banks;

    ConnectController(Logins logins, Visitor visitor, BankNames banks) {
        this.logins = logins;
        this.visitor = visitor;
        this.banks = banks;
    }

    @GetMapping(PATH)
    String ask(
            @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String code,
            Model model,
            HttpServletResponse response) {
        BankForm asked = new BankForm(country, code);
        return asked.bank().map(bank -> page(bank, "", model)).orElseGet(() -> unknown(asked, model, response));
    }

    @PostMapping(PATH)
    String begin(
            @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String way,
            Psu psu,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        BankForm asked = new BankForm(country, code);
        return asked.bank()
                .map(bank -> begin(bank, way, psu, model, request, response))
                .orElseGet(() -> unknown(asked, model, response));
    }

    private String begin(
            BankChoice bank,
            String way,
            Psu psu,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Way> chosen = Way.named(way);
        if (chosen.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(bank, "Choose how you want to log in.", model);
        }
        try {
            Login login = logins.connect(psu, bank, chosen.get(), Links::loginReturn);
            visitor.begins(login, request);
            return "redirect:" + Links.login(login);
        } catch (KosmaInvalidRequestException e) {
            LOG.info("a bank could not be chosen", e);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(bank, "This bank cannot be connected here. Choose another bank.", model);
        }
    }

    private String page(BankChoice bank, String problem, Model model) {
        model.addAttribute("choice", bank);
        model.addAttribute("bank", banks.name(bank));
        model.addAttribute("days", Logins.CONSENT_DAYS);
        model.addAttribute("until", Texts.of(LocalDate.now().plusDays(Logins.CONSENT_DAYS)));
        model.addAttribute("problem", problem);
        return "connect";
    }

    private static String unknown(BankForm asked, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return asked.page(PATH, asked.problems(), model);
    }
}
