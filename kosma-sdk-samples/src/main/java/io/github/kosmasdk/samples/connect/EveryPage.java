package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.SimulatorInside;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page needs. */
@ControllerAdvice(annotations = Controller.class)
class EveryPage {

    private final boolean simulated;

    EveryPage(ObjectProvider<SimulatorInside> simulator) {
        simulated = simulator.getIfAvailable() != null;
    }

    @ModelAttribute("simulated")
    boolean simulated() {
        return simulated;
    }

    /** The first part of the path, by which the navigation shows where the user is. */
    @ModelAttribute("section")
    String section(HttpServletRequest request) {
        String[] parts = request.getServletPath().split("/");
        return parts.length > 1 ? parts[1] : "";
    }
}
