package io.github.kosmasdk.samples.connect;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. */
@Controller
class HomeController {

    private final Consents consents;
    private final Visitor visitor;

    HomeController(Consents consents, Visitor visitor) {
        this.consents = consents;
        this.visitor = visitor;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("connected", consents.connected(visitor).size());
        return "home";
    }
}
