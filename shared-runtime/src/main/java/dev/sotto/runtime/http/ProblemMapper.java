package dev.sotto.runtime.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a request into {@code application/problem+json} (RFC 9457), and logs failures of ours. */
public class ProblemMapper {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static final String OTHER_METHOD =
            "The resource does not support this method. The header Allow lists those that it supports.";

    /** Named one by one where the framework has a mapper of its own, which would win over one for all. */
    @ServerExceptionMapper(
            value = {
                Throwable.class,
                WebApplicationException.class,
                NotFoundException.class,
                UnauthorizedException.class,
                ForbiddenException.class,
                AuthenticationFailedException.class,
                ConstraintViolationException.class,
                ResteasyReactiveViolationException.class,
                MismatchedInputException.class,
                InvalidDefinitionException.class
            },
            priority = 1)
    public Response toResponse(Throwable failure, UriInfo uri, HttpServerRequest request) {
        if (BrokenBody.is(failure)) {
            return BrokenBody.answer(request, failure);
        }
        Problem problem = problemOf(failure);
        int status = statusOf(failure, problem);
        if (status >= 500) {
            FailureLog.write(request, status, problem, failure);
        }
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(ProblemAnswer.body(problem, status, uri.getPath()));
        if (problem.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
        }
        if (status == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getHeaderString("Allow") != null) {
            response.header("Allow", web.getResponse().getHeaderString("Allow"));
        }
        return response.build();
    }

    private static Problem problemOf(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof ConstraintViolationException violations) {
            return Faults.of(violations);
        }
        if (failure instanceof JacksonException json) {
            return Faults.of(json);
        }
        if (failure instanceof WebApplicationException && failure.getCause() instanceof JacksonException json) {
            return Faults.of(json);
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationFailedException) {
            return Problem.of(
                    ProblemType.UNAUTHENTICATED,
                    "Send the header Authorization: Bearer with an access token or API key that is neither revoked nor"
                            + " expired.");
        }
        if (failure instanceof ForbiddenException) {
            return Problem.of(ProblemType.FORBIDDEN, "Your role does not allow this action.");
        }
        if (failure instanceof WebApplicationException && failure.getCause() instanceof Problem refused) {
            return refused; // by QueryParameterConverter
        }
        if (failure instanceof WebApplicationException web) {
            return isUnconverted(web)
                    ? Problem.invalid(new Fault("?", FaultCode.WRONG_FORMAT, "a parameter has the wrong format"))
                    : ofStatus(web.getResponse().getStatus());
        }
        if (DatabaseErrors.isStale(failure)) {
            return Problem.changedMeanwhile();
        }
        if (DatabaseErrors.isUnavailable(failure)) {
            return Problem.unavailable("The database does not answer. Retry in a few seconds.");
        }
        return DatabaseErrors.sqlState(failure)
                .filter(state -> state.startsWith("22"))
                .map(state -> Problem.of(
                        ProblemType.INVALID_REQUEST,
                        "A value cannot be stored. Correct the values and send the request again."))
                .orElseGet(() -> Problem.of(
                        ProblemType.INTERNAL,
                        "The server could not handle the request and logged the error. Retry later."));
    }

    /**
     * Returns whether the framework could not convert a parameter. It reports 404 or 400 depending on where the
     * parameter is (Jakarta REST 3.1, 3.2). Our own code does not throw the framework's exceptions for bad numbers.
     */
    private static boolean isUnconverted(WebApplicationException failure) {
        return failure.getCause() instanceof NumberFormatException || failure.getCause() instanceof DateTimeException;
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemType.UNAUTHENTICATED, "Sign in, then retry.");
            case 403 -> Problem.of(ProblemType.FORBIDDEN, "Your role does not allow this action.");
            case 404 -> Problem.notFound();
            case 405 -> Problem.of(ProblemType.INVALID_REQUEST, OTHER_METHOD);
            case 406 ->
                Problem.of(
                        ProblemType.INVALID_REQUEST,
                        "The resource is available in none of the media types of the header Accept.");
            case 413 -> Problem.of(ProblemType.TOO_LARGE, "The request body is too large. Send a smaller one.");
            case 415 ->
                Problem.of(
                        ProblemType.INVALID_REQUEST,
                        "The resource does not accept the media type of the header Content-Type.");
            case 503 -> Problem.unavailable("The service is not available. Retry in a few seconds.");
            default ->
                Problem.of(
                        status >= 500 ? ProblemType.INTERNAL : ProblemType.INVALID_REQUEST,
                        "The server cannot handle the request.");
        };
    }

    /** 405, 406 and 415 keep their status, with the problem type of an invalid request. */
    private static int statusOf(Throwable failure, Problem problem) {
        boolean ownStatus = failure instanceof WebApplicationException
                && failure.getCause() == null
                && problem.type() == ProblemType.INVALID_REQUEST;
        return ownStatus
                ? ((WebApplicationException) failure).getResponse().getStatus()
                : problem.type().status();
    }
}
