package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.samples.connect.login.Login;
import io.github.kosmasdk.samples.connect.login.Logins;
import io.github.kosmasdk.samples.connect.login.Way;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
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

    private final Logins logins;
    private final Visitor visitor;
    private final BankNames banks;

    ConnectController(Logins logins, Visitor visitor, BankNames banks) {
        this.logins = logins;
        this.visitor = visitor;
        this.banks = banks;
    }

    @GetMapping("/connect")
    String ask(@RequestParam String country, @RequestParam String code, Model model) {
        return page(BankChoice.of(country, code), model);
    }

    private String page(BankChoice bank, Model model) {
        model.addAttribute("choice", bank);
        model.addAttribute("bank", banks.name(bank));
        model.addAttribute("days", Logins.CONSENT_DAYS);
        model.addAttribute("until", Texts.of(LocalDate.now().plusDays(Logins.CONSENT_DAYS)));
        return "connect";
    }

    @PostMapping("/connect")
    String begin(
            @RequestParam String country,
            @RequestParam String code,
            @RequestParam Way way,
            Psu psu,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        BankChoice bank = BankChoice.of(country, code);
        try {
            Login login = logins.connect(psu, bank, way, Links::loginReturn);
            visitor.begins(login, request);
            return "redirect:" + Links.login(login);
        } catch (KosmaInvalidRequestException e) {
            LOG.info("a bank could not be chosen", e);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("refused", true);
            return page(bank, model);
        }
    }
}
