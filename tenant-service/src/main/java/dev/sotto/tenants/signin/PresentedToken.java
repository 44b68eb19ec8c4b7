package dev.sotto.tenants.signin;

import dev.sotto.model.tenants.RefreshRequest;
import dev.sotto.model.tenants.Tokens;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refresh token of a request: in the body, as programs send it, or in the cookie of a browser.
 *
 * @param text null if the browser has no cookie
 */
record PresentedToken(@Nullable String text, boolean byCookie) {

    private static final String SITE = "Sec-Fetch-Site";

    /**
     * Takes the cookie only from a page of this very site: browsers say so in {@code Sec-Fetch-Site}, which no page can
     * set (W3C Fetch Metadata). Everybody else is a program, which sends the token in the body.
     */
    static PresentedToken of(@Nullable RefreshRequest request, HttpServerRequest http) {
        String sent = request == null ? null : request.refreshToken();
        String cookie = SessionCookie.of(http);
        if (sent != null && cookie != null) {
            throw Problem.invalid(new Fault(
                    "/refresh_token", FaultCode.NOT_ALLOWED, "must not be sent together with the cookie of a session"));
        }
        if (sent == null && !http.headers().getAll(SITE).equals(List.of("same-origin"))) {
            throw Problem.invalid(Fault.required("/refresh_token"));
        }
        return sent == null ? new PresentedToken(cookie, true) : new PresentedToken(sent, false);
    }

    /** The next token goes where this one came from. */
    Response answer(Tokens tokens) {
        return SessionCookie.answer(tokens, byCookie);
    }

    Response signedOut() {
        Response.ResponseBuilder answer = Response.noContent();
        return (byCookie ? answer.header(HttpHeaders.SET_COOKIE, SessionCookie.none()) : answer).build();
    }

    /**
     * Takes the cookie away if its token was refused; not if the service was unable to look. A browser without a cookie is
     * left alone, because it may be signing in at the moment.
     */
    void refused(Throwable failure, HttpServerRequest http) {
        if (byCookie
                && text != null
                && failure instanceof Problem problem
                && problem.type() == ProblemType.UNAUTHENTICATED) {
            http.response().headers().add(HttpHeaders.SET_COOKIE, SessionCookie.none());
        }
    }

    /** Omits the token, because this text may be logged. */
    @Override
    public String toString() {
        return "PresentedToken[]";
    }
}
