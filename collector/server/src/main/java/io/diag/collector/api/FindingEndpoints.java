package io.diag.collector.api;

import io.diag.collector.store.FindingStore;
import io.diag.collector.store.JvmFinding;
import io.diag.collector.store.Store;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is and was wrong. Any thread; blocks. */
final class FindingEndpoints {
  /** Each may have stacks in it. */
  private static final int MAX_CLOSED = 500;

  private static final Comparator<JvmFinding> ORDER =
      Comparator.comparing((JvmFinding one) -> one.finding().claim().severity())
          .thenComparing(one -> one.finding().sinceMillis())
          .thenComparing(one -> one.finding().id());

  private final Store store;

  FindingEndpoints(Store store) {
    this.store = store;
  }

  void list(Context ctx) {
    String jvmId = ctx.queryParam("jvm");
    if (jvmId != null && store.jvm(jvmId).isEmpty()) {
      throw new ProblemException(
          404,
          "unknown-jvm",
          "Unknown JVM",
          "No JVM has the id in 'jvm'; /api/v1/jvms lists those that are known.");
    }
    FindingStore findings = store.findings();
    // By id: one that closes just now may be in both answers.
    Map<String, JvmFinding> found = new LinkedHashMap<>();
    String state = state(ctx);
    if (!state.equals("closed")) {
      for (JvmFinding one : findings.open()) {
        if (jvmId == null || one.jvmId().equals(jvmId)) {
          found.put(one.finding().id(), one);
        }
      }
    }
    if (!state.equals("open")) {
      findings.closed(jvmId, MAX_CLOSED).forEach(one -> found.put(one.finding().id(), one));
    }
    json(ctx, JsonWriter.findings(found.values().stream().sorted(ORDER).toList()));
  }

  void one(Context ctx) {
    JvmFinding finding =
        store
            .findings()
            .finding(ctx.pathParam("finding"))
            .orElseThrow(
                () ->
                    new ProblemException(
                        404,
                        "unknown-finding",
                        "Unknown finding",
                        "No finding has this id, or it was deleted with the data of its time;"
                            + " /api/v1/findings?state=all lists those that are known."));
    json(ctx, JsonWriter.finding(finding));
  }

  private static String state(Context ctx) {
    String state = ctx.queryParam("state");
    if (state == null) {
      return "open";
    }
    if (!List.of("open", "closed", "all").contains(state)) {
      throw RangeParameters.bad("state", state, "open, closed or all");
    }
    return state;
  }

  private static void json(Context ctx, byte[] body) {
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(body);
  }
}
