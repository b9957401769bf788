package io.diag.collector.api;

import io.diag.collector.store.LimitException;
import io.diag.collector.store.StoreException;
import io.diag.collector.store.StoreFullException;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a request early into a problem response. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static void register(JavalinConfig config) {
    config.router.javaLangErrorHandler(
        (response, error) -> {
          // The answer stays empty: there may be no memory left to write one.
          response.setStatus(500);
          try {
            LOG.error("a request failed", error);
          } catch (Error alsoNotLogged) {
            // Thrown on, it would make the server handle the same request again, for ever.
          }
        });
    register(config.routes);
  }

  private static void register(RoutesConfig routes) {
    routes.exception(ProblemException.class, (e, ctx) -> write(e.problem(), ctx));
    routes.exception(
        EndpointNotFound.class,
        (e, ctx) ->
            write(
                Problem.of(
                    404,
                    "not-found",
                    "Nothing here",
                    "There is no '"
                        + ctx.path()
                        + "'; the API is described at /api/v1/openapi.json."),
                ctx));
    routes.exception(MethodNotAllowedResponse.class, Failures::notAllowed);
    routes.exception(
        HttpResponseException.class,
        (e, ctx) ->
            write(Problem.of(e.getStatus(), "bad-request", "Not accepted", e.getMessage()), ctx));
    routes.exception(LimitException.class, Failures::limit);
    routes.exception(StoreFullException.class, Failures::full);
    routes.exception(StoreException.class, Failures::store);
    routes.exception(Exception.class, Failures::unexpected);
  }

  static void write(Problem problem, Context ctx) {
    UnreadBody.discard(ctx.bodyInputStream());
    ctx.status(problem.status());
    // JSON is UTF-8 by definition; the server would add the request's charset.
    ctx.res().setCharacterEncoding(null);
    ctx.contentType(Problem.MEDIA_TYPE).header("Cache-Control", "no-store");
    ctx.result(problem.json());
  }

  private static void notAllowed(MethodNotAllowedResponse e, Context ctx) {
    String methods = e.getDetails().getOrDefault("availableMethods", "");
    if (!methods.isEmpty()) {
      ctx.header("Allow", methods);
    }
    write(
        Problem.of(
            405,
            "method",
            "Method not allowed",
            "'"
                + ctx.path()
                + "' does not take "
                + ctx.req().getMethod()
                + "; use "
                + methods
                + "."),
        ctx);
  }

  private static void limit(LimitException e, Context ctx) {
    LOG.warn("refused an item at {}: {}", ctx.path(), e.getMessage());
    write(Problem.of(422, "limit", "Beyond a limit", e.getMessage() + "; send less."), ctx);
  }

  private static void full(StoreFullException e, Context ctx) {
    LOG.error("cannot store: {}; free some space or lower --retention-gb", e.getMessage());
    write(
        Problem.of(
            507,
            "disk-full",
            "No room",
            "The collector's disk is full; nothing was stored, send it again later."),
        ctx);
  }

  private static void store(StoreException e, Context ctx) {
    LOG.error("{} {} failed in the store", ctx.req().getMethod(), ctx.path(), e);
    write(
        Problem.of(
            503,
            "store",
            "The store failed",
            "Nothing was changed, try again later; the collector's log says why."),
        ctx);
  }

  private static void unexpected(Exception e, Context ctx) {
    LOG.error("{} {} failed", ctx.req().getMethod(), ctx.path(), e);
    write(Problem.of(500, "failure", "The collector failed", "The collector's log says why."), ctx);
  }
}
