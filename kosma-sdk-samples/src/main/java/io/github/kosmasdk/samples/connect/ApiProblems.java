package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.samples.connect.login.Explanation;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What goes wrong in {@link ApiController}, as problem details. It comes before {@link ErrorPages}, which would answer too. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(assignableTypes = ApiController.class)
class ApiProblems extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ProblemDetail failed(KosmaException failure) {
        HttpStatus status = Failures.status(failure);
        Explanation explanation = Failures.explain(failure);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, explanation.advice());
        problem.setTitle(explanation.title());
        problem.setProperty("retryHelps", failure.retryAdvice().helpful());
        if (!explanation.code().isEmpty()) {
            problem.setProperty("code", explanation.code());
        }
        failure.correlationId().ifPresent(id -> problem.setProperty("correlationId", id));
        return problem;
    }
}
