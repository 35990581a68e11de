package io.migretti.sample;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be met, answered as {@code application/problem+json} (RFC 9457). */
final class ShopProblem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private ShopProblem(HttpStatus status, String detail, @Nullable Throwable cause) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), cause);
    }

    static ShopProblem notFound(String detail) {
        return new ShopProblem(HttpStatus.NOT_FOUND, detail, null);
    }

    static ShopProblem conflict(String detail, Throwable cause) {
        return new ShopProblem(HttpStatus.CONFLICT, detail, cause);
    }

    static ShopProblem invalid(String detail) {
        return new ShopProblem(HttpStatus.UNPROCESSABLE_CONTENT, detail, null);
    }
}
