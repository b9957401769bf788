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
    SafetyHandler.write(problem(status, message), response, callback);
  }

  private static Problem problem(int status, String message) {
    String title = HttpStatus.getMessage(status);
    if (status >= 500) {
      return Problem.of(status, "failure", title, "The collector failed; its log says why.");
    }
    if (status == HttpStatus.NOT_FOUND_404) {
      return Problem.of(status, "not-found", title, "There is nothing at this path.");
    }
    String reason = message == null ? title : message;
    return Problem.of(
        status, "bad-request", title, "The request is not valid HTTP: " + reason + ".");
  }
}
