package io.github.kosmasdk.samples.connect.login;

import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.Flicker;
import io.github.kosmasdk.auth.form.InvalidFormAnswerException;
import io.github.kosmasdk.samples.connect.BankNames;
import io.github.kosmasdk.samples.connect.Visitor;
import io.github.kosmasdk.samples.connect.form.FlickerImage;
import io.github.kosmasdk.samples.connect.form.FormAnswers;
import io.github.kosmasdk.samples.connect.form.FormView;
import io.github.kosmasdk.samples.connect.login.Login.End;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.spring.xs2aapp.Xs2aApp;
import io.github.kosmasdk.spring.xs2aapp.Xs2aAppCallback;
import io.github.kosmasdk.spring.xs2aapp.Xs2aAppFlow;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.UrlBasedViewResolver;
import reactor.core.publisher.Flux;

/**
 * The pages of a login. Every page asks the service where the login stands and shows that step, so reloading, going back
 * and a second window do no harm; an answer is followed by a redirect to the next step.
 */
@Controller
@RequestMapping("/login/{id}")
class LoginController {

    private static final String REDIRECT = UrlBasedViewResolver.REDIRECT_URL_PREFIX;
    private static final String CONTENT_POLICY = "Content-Security-Policy";

    private final Logins logins;
    private final Visitor visitor;
    private final Xs2aApp app;
    private final BankNames banks;
    private final LoginEvents events;

    LoginController(Logins logins, Visitor visitor, Xs2aApp app, BankNames banks, LoginEvents events) {
        this.logins = logins;
        this.visitor = visitor;
        this.app = app;
        this.banks = banks;
        this.events = events;
    }

    @GetMapping
    String step(@PathVariable String id, @RequestParam(defaultValue = "10") int speed, Psu psu, Model model) {
        Login login = visitor.login(id);
        login.goOnOnPages(); // whoever began in the App has left it for these
        return logins.step(login, psu)
                .filter(step -> !step.isTerminal())
                .map(step -> page(login, step, speed, model))
                .orElse(REDIRECT + "/login/" + id + "/done");
    }

    private String page(Login login, AuthStep step, int speed, Model model) {
        model.addAttribute("speed", speed);
        if (step instanceof AuthStep.FormInput input) {
            model.addAttribute("form", FormView.of(input.form()));
        }
        return page(login, step, model);
    }

    private String page(Login login, AuthStep step, Model model) {
        model.addAttribute("login", login);
        model.addAttribute("bank", banks.name(login.bank()));
        model.addAttribute("paying", login.purpose() instanceof Purpose.Pay);
        model.addAttribute("context", step.info().context().orElse(""));
        step.info().error().ifPresent(error -> model.addAttribute("error", Explanations.of(error)));
        model.addAttribute("speeds", FlickerImage.SPEEDS);
        model.addAttribute("waiting", step.isProcessing());
        if (step instanceof AuthStep.Redirect redirect) {
            model.addAttribute("redirect", redirect.url().uri().toString());
        }
        return "login";
    }

    @PostMapping
    String answer(
            @PathVariable String id,
            @RequestParam(name = "form", defaultValue = "") String identifier,
            @RequestParam MultiValueMap<String, String> sent,
            Psu psu,
            Model model,
            HttpServletResponse response) {
        Login login = visitor.login(id);
        if (logins.step(login, psu).orElse(null) instanceof AuthStep.FormInput input
                && input.form().identifier().equals(identifier)) {
            try {
                logins.submit(input, FormAnswers.read(input.form(), sent));
            } catch (InvalidFormAnswerException e) {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                model.addAttribute("form", FormView.of(input.form(), sent, e.problems()));
                model.addAttribute("speed", FlickerImage.USUAL_SPEED);
                return page(login, input, model);
            }
        }
        // an answer to a form that is not asked any more, as after going back, leads to the one that is
        return REDIRECT + "/login/" + id;
    }

    /** Where the bank's own pages send the browser. By the App they open another window, and the App goes on by itself. */
    @GetMapping("/return")
    String returned(@PathVariable String id, HttpServletRequest request, Psu psu, Model model) {
        Login login = visitor.login(id);
        if (login.way() == Way.APP) {
            model.addAttribute("id", login.id());
            return "returned";
        }
        if (logins.step(login, psu).orElse(null) instanceof AuthStep.Redirect redirect) {
            String query = Optional.ofNullable(request.getQueryString())
                    .map(text -> "?" + text)
                    .orElse("");
            logins.returned(redirect, request.getRequestURL() + query);
        }
        return REDIRECT + "/login/" + id;
    }

    /** What happens while the page waits for the bank. */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    Flux<ServerSentEvent<String>> events(@PathVariable String id, Psu psu) {
        return logins.step(visitor.login(id), psu).map(events::until).orElseGet(events::none);
    }

    @GetMapping(path = "/flicker.svg", produces = "image/svg+xml")
    ResponseEntity<String> flicker(@PathVariable String id, @RequestParam(defaultValue = "10") int speed, Psu psu) {
        if (!FlickerImage.SPEEDS.contains(speed)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "speed is one of " + FlickerImage.SPEEDS);
        }
        return logins.step(visitor.login(id), psu)
                .filter(AuthStep.FormInput.class::isInstance)
                .flatMap(step -> ((AuthStep.FormInput) step)
                        .form().allElements().stream()
                                .filter(Flicker.class::isInstance)
                                .findFirst())
                .map(code -> ResponseEntity.ok(FlickerImage.svg((Flicker) code, speed)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The page with the App, the only one that has the client token, and a policy that lets the App in. */
    @GetMapping("/app")
    String app(@PathVariable String id, Model model, HttpServletResponse response) {
        Login login = visitor.login(id);
        if (login.end().isPresent()) {
            return REDIRECT + "/login/" + id + "/done";
        }
        if (login.way() != Way.APP) {
            return REDIRECT + "/login/" + id;
        }
        response.setHeader(CONTENT_POLICY, app.contentSecurityPolicy());
        model.addAttribute("login", login);
        model.addAttribute("bank", banks.name(login.bank()));
        model.addAttribute("paying", login.purpose() instanceof Purpose.Pay);
        model.addAttribute(
                "app",
                app.html(Xs2aAppFlow.of(login.flow().clientToken())
                        .openedBy("open-app")
                        .submit(Xs2aAppCallback.FINISHED, "done")
                        .submit(Xs2aAppCallback.ERROR, "done")));
        return "app";
    }

    @PostMapping("/cancel")
    String cancel(@PathVariable String id) {
        logins.cancel(visitor.login(id), visitor.id());
        return REDIRECT + "/login/" + id + "/done";
    }

    @PostMapping("/done")
    String look(@PathVariable String id) {
        return REDIRECT + "/login/" + id + "/done";
    }

    @GetMapping("/done")
    String done(@PathVariable String id, Model model) {
        Login login = visitor.login(id);
        Optional<End> end = logins.finish(login, visitor.id());
        if (end.isEmpty()) {
            return REDIRECT + Links.login(login);
        }
        if (end.get() instanceof End.Connected) {
            return REDIRECT + "/accounts";
        }
        if (end.get() instanceof End.Paid) {
            return REDIRECT + "/pay/" + id;
        }
        model.addAttribute("bank", banks.name(login.bank()));
        model.addAttribute("choice", login.bank());
        if (end.get() instanceof End.Failed failed) {
            model.addAttribute("explanation", Explanations.of(failed.error()));
            model.addAttribute("again", Logins.worthAnotherTry(failed.error()));
        } else {
            model.addAttribute("explanation", Explanations.CANCELLED);
            model.addAttribute("again", true);
        }
        return "login-failed";
    }
}
