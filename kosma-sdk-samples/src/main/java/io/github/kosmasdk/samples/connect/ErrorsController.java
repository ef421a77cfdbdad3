package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.connect.login.Explanation;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What no controller answered: a path that is not there, a form without its token, a fault of ours. Below {@code /api} it is
 * a problem detail (RFC 9457), elsewhere a page; both say what to do, and nothing of what is inside.
 */
@Controller
class ErrorsController implements ErrorController {

    @RequestMapping("/error")
    Object failed(HttpServletRequest request) {
        HttpStatus status = Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .map(code -> HttpStatus.resolve((int) code))
                .orElse(HttpStatus.NOT_FOUND);
        Explanation explanation = Failures.explain(status);
        if (isApi(request)) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, explanation.advice());
            problem.setTitle(explanation.title());
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        return ErrorPages.page(status, explanation);
    }

    private static boolean isApi(HttpServletRequest request) {
        String api = request.getContextPath() + "/api/";
        return Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .filter(uri -> (uri + "/").startsWith(api))
                .isPresent();
    }
}
