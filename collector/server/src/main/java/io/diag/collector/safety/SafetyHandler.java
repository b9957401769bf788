package io.diag.collector.safety;

import io.diag.collector.api.Problem;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands before everything that answers requests, static files and upgrades among them: asks the
 * {@link RequestGate} and adds the headers that keep browsers careful.
 */
public final class SafetyHandler extends Handler.Wrapper {
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

  private final RequestGate gate;

  public SafetyHandler(RequestGate gate) {
    this.gate = gate;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    addHeaders(response);
    Optional<Problem> refusal =
        gate.check(
            request.getMethod(),
            String.valueOf(request.getHttpURI().getPath()),
            String.valueOf(request.getHttpURI().getCanonicalPath()),
            request.getHeaders()::get);
    if (refusal.isEmpty()) {
      return super.handle(request, response, callback);
    }
    write(refusal.get(), response, callback);
    return true;
  }

  static void addHeaders(Response response) {
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
  }

  static void write(Problem problem, Response response, Callback callback) {
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (problem.status() == 401) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"diag\"");
    }
    response.write(true, ByteBuffer.wrap(problem.json()), callback);
  }
}
