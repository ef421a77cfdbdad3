package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.error.KosmaException;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What the SDK throws, as a page that says what to do. */
@ControllerAdvice(annotations = Controller.class)
class ErrorPages {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    @ExceptionHandler
    String failed(KosmaException failure, Model model, HttpServletResponse response) {
        LOG.warn("a page could not be shown", failure);
        response.setStatus(Failures.status(failure).value());
        model.addAttribute("explanation", Failures.explain(failure));
        model.addAttribute("support", failure.correlationId().orElse(""));
        return "error";
    }
}
