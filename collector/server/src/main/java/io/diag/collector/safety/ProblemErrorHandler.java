package io.diag.collector.safety;

import io.diag.collector.api.Problem;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the server refuses by itself, such as a request it cannot parse, with a problem. */
public final class ProblemErrorHandler extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    SafetyHandler.addHeaders(response);
    String title = HttpStatus.getMessage(status);
    boolean ours = status >= 500;
    SafetyHandler.write(
        Problem.of(
            status,
            ours ? "failure" : "bad-request",
            title,
            ours
                ? "The collector failed; its log says why."
                : "The request is not valid HTTP: " + (message == null ? title : message) + "."),
        response,
        callback);
  }
}
