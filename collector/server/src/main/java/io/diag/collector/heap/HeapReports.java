package io.diag.collector.heap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.collector.api.ProblemException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what analyses came to, and keeps the last few in memory. Any thread; blocks to read. */
public final class HeapReports {
  /** Each takes some megabytes: a row for every class. */
  private static final int KEPT = 4;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final HeapDumps dumps;
  private final Map<String, JsonNode> kept =
      new LinkedHashMap<>(KEPT, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonNode> eldest) {
          return size() > KEPT;
        }
      };

  public HeapReports(HeapDumps dumps) {
    this.dumps = dumps;
    dumps.whenOutdated(this::forget);
  }

  /**
   * @throws ProblemException if there is no such dump, or no analysis of it
   */
  public synchronized JsonNode report(String id) {
    HeapDump dump = dumps.find(id).orElseThrow(() -> unknown(id));
    dump.requireDone();
    JsonNode known = kept.get(id);
    if (known == null) {
      try {
        known = MAPPER.readTree(dumps.report(id).toFile());
      } catch (IOException gone) {
        throw unknown(id);
      }
      kept.put(id, known);
    }
    return known;
  }

  private synchronized void forget(String id) {
    kept.remove(id);
  }

  /** For an id that nothing has. */
  public static ProblemException unknown(String id) {
    return new ProblemException(
        404,
        "unknown-heap-dump",
        "Unknown heap dump",
        "There is no heap dump '" + id + "'; it may have made room for newer ones.");
  }
}
