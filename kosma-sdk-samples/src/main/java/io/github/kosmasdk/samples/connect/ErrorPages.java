package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.samples.connect.login.Explanation;
import io.github.kosmasdk.samples.connect.login.UnknownLoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What the controllers of pages throw, as a page that says what to do. */
@ControllerAdvice(annotations = Controller.class)
class ErrorPages {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    @ExceptionHandler
    ModelAndView failed(KosmaException failure) {
        LOG.warn("a page could not be shown", failure);
        ModelAndView page = page(Failures.status(failure), Failures.explain(failure));
        failure.correlationId().ifPresent(id -> page.addObject("support", id));
        return page;
    }

    @ExceptionHandler
    ModelAndView unknown(UnknownLoginException unknown) {
        return page(HttpStatus.NOT_FOUND, Failures.LOGIN_OVER);
    }

    private static ModelAndView page(HttpStatusCode status, Explanation explanation) {
        ModelAndView page = new ModelAndView("error", status);
        page.addObject("explanation", explanation);
        return page;
    }
}
