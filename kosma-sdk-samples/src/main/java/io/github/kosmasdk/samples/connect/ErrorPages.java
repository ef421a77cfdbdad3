package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.samples.connect.login.Explanation;
import io.github.kosmasdk.samples.connect.login.UnknownLoginException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What the controllers of pages throw, as a page that says what to do. */
@ControllerAdvice(annotations = Controller.class)
class ErrorPages {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private final EveryPage everyPage; // what it gives to pages, it does not give to those of errors by itself

    ErrorPages(EveryPage everyPage) {
        this.everyPage = everyPage;
    }

    @ExceptionHandler
    ModelAndView failed(KosmaException failure, HttpServletRequest request, Model model) {
        LOG.warn("a page could not be shown", failure);
        everyPage.frame(request, model);
        failure.correlationId().ifPresent(id -> model.addAttribute("support", id));
        return page(Failures.status(failure), Failures.explain(failure));
    }

    @ExceptionHandler
    ModelAndView unknown(UnknownLoginException unknown, HttpServletRequest request, Model model) {
        everyPage.frame(request, model);
        return page(HttpStatus.NOT_FOUND, Failures.LOGIN_OVER);
    }

    static ModelAndView page(HttpStatus status, Explanation explanation) {
        return new ModelAndView("error", Map.of("explanation", explanation), status);
    }
}
