package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.SimulatorInside;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page needs. */
@ControllerAdvice(annotations = Controller.class)
class EveryPage {

    private final boolean simulated;

    EveryPage(ObjectProvider<SimulatorInside> simulator) {
        simulated = simulator.getIfAvailable() != null;
    }

    /**
     * Tells the frame whether the simulator is inside, and the first part of the path, by which the navigation shows where
     * the user is.
     */
    @ModelAttribute
    void frame(HttpServletRequest request, Model model) {
        String[] parts = request.getServletPath().split("/");
        model.addAttribute("simulated", simulated);
        model.addAttribute("section", parts.length > 1 ? parts[1] : "");
    }
}
