package io.diag.collector.safety;

import io.diag.collector.api.Problem;
import io.diag.wire.Wire;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
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

  private static final long MAX_DISCARDED_BYTES = Wire.MAX_SENT_BYTES;

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
    refuse(refusal.get(), request, response, callback);
    return true;
  }

  /**
   * Answers after the body has come: the server would else close the connection after the answer
   * without a word, and a client that sends its next request on it would take that for a fault.
   */
  private static void refuse(
      Problem problem, Request request, Response response, Callback callback) {
    boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (chunked || request.getLength() > MAX_DISCARDED_BYTES) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
      write(problem, response, callback);
    } else {
      Content.Source.consumeAll(
          request, Callback.from(() -> write(problem, response, callback), callback::failed));
    }
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
