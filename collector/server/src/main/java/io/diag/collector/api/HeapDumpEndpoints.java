package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.heap.HeapComparison;
import io.diag.collector.heap.HeapDump;
import io.diag.collector.heap.HeapDumps;
import io.diag.collector.heap.HeapReports;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Heap dumps: taken in, analysed, and what the analysis came to, in pages. Any thread; blocks. */
final class HeapDumpEndpoints {
  private static final int MAX_NAME_CHARS = 200;
  private static final Set<String> SUMMARY_LISTS = Set.of("notes", "offHeapKinds");

  private final HeapDumps dumps;
  private final HeapReports reports;

  HeapDumpEndpoints(HeapDumps dumps, HeapReports reports) {
    this.dumps = dumps;
    this.reports = reports;
  }

  void add(Context ctx) {
    String name = name(ctx);
    HeapDump dump =
        dumps.add(
            name, ctx.queryParam("jvm"), ctx.bodyInputStream(), ctx.req().getContentLengthLong());
    JsonAnswer.send(ctx.status(201), JsonWriter.object(json -> fields(json, dump)));
  }

  void list(Context ctx) {
    List<HeapDump> all = dumps.list();
    JsonAnswer.send(
        ctx,
        JsonWriter.object(
            json -> {
              json.writeArrayFieldStart("heapDumps");
              for (HeapDump dump : all) {
                json.writeStartObject();
                fields(json, dump);
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }

  void one(Context ctx) {
    HeapDump dump = dump(ctx);
    JsonAnswer.send(ctx, JsonWriter.object(json -> fields(json, dump)));
  }

  void delete(Context ctx) {
    if (!dumps.delete(ctx.pathParam("dump"))) {
      throw HeapReports.unknown(ctx.pathParam("dump"));
    }
    ctx.status(204);
  }

  void cancel(Context ctx) {
    dumps.cancel(dump(ctx).id());
    one(ctx);
  }

  void analyse(Context ctx) {
    dumps.analyseAgain(dump(ctx).id());
    one(ctx);
  }

  void summary(Context ctx) {
    JsonNode report = report(ctx);
    JsonAnswer.send(
        ctx,
        JsonWriter.object(
            json -> {
              report
                  .properties()
                  .forEach(
                      field -> {
                        if (!field.getValue().isArray() || SUMMARY_LISTS.contains(field.getKey())) {
                          write(json, field.getKey(), field.getValue());
                        }
                      });
              json.writeNumberField("classes", report.path("histogram").size());
            }));
  }

  void histogram(Context ctx) {
    page(ctx, "histogram");
  }

  void dominators(Context ctx) {
    page(ctx, "dominators");
  }

  void suspects(Context ctx) {
    page(ctx, "suspects");
  }

  void statics(Context ctx) {
    page(ctx, "statics");
  }

  void duplicates(Context ctx) {
    page(ctx, "duplicates");
  }

  void collections(Context ctx) {
    page(ctx, "collections");
  }

  void threads(Context ctx) {
    page(ctx, "threads");
  }

  void loaders(Context ctx) {
    page(ctx, "loaders");
  }

  void unreachable(Context ctx) {
    page(ctx, "unreachable");
  }

  void offHeap(Context ctx) {
    page(ctx, "offHeapOwners");
  }

  void classTree(Context ctx) {
    page(ctx, "classTree");
  }

  void compare(Context ctx) {
    String with = ctx.queryParam("with");
    if (with == null) {
      throw RangeParameters.bad("with", with, "the id of an earlier heap dump");
    }
    PageParameters page = PageParameters.of(ctx::queryParam);
    HeapComparison comparison = new HeapComparison(reports.report(with), report(ctx));
    JsonAnswer.send(
        ctx,
        JsonWriter.object(
            json -> {
              rows(json, "classes", page, comparison.classes());
              rows(json, "paths", page, comparison.paths());
              rows(json, "suspects", page, comparison.suspects());
            }));
  }

  private static void rows(
      JsonGenerator json, String name, PageParameters page, List<HeapComparison.Row> rows)
      throws IOException {
    List<HeapComparison.Row> matching =
        rows.stream().filter(row -> page.matches(row.className())).toList();
    json.writeNumberField(name + "Total", matching.size());
    json.writeArrayFieldStart(name);
    for (HeapComparison.Row row : page.of(matching)) {
      json.writeStartObject();
      row.write(json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void page(Context ctx, String list) {
    PageParameters page = PageParameters.of(ctx::queryParam);
    List<JsonNode> matching = page.matching(report(ctx).path(list));
    JsonAnswer.send(
        ctx,
        JsonWriter.object(
            json -> {
              json.writeNumberField("total", matching.size());
              json.writeNumberField("offset", page.offset());
              json.writeArrayFieldStart(list);
              for (JsonNode row : page.of(matching)) {
                json.writeTree(row);
              }
              json.writeEndArray();
            }));
  }

  private JsonNode report(Context ctx) {
    return reports.report(ctx.pathParam("dump"));
  }

  private HeapDump dump(Context ctx) {
    String id = ctx.pathParam("dump");
    return dumps.find(id).orElseThrow(() -> HeapReports.unknown(id));
  }

  /** What people call the dump. */
  static String name(Context ctx) {
    String name = ctx.queryParam("name");
    if (name == null || name.isBlank() || name.length() > MAX_NAME_CHARS) {
      throw RangeParameters.bad("name", name, "the file's name, at most 200 characters");
    }
    return name;
  }

  static void fields(JsonGenerator json, HeapDump dump) throws IOException {
    json.writeStringField("id", dump.id());
    json.writeStringField("name", dump.name());
    if (dump.jvm() != null) {
      json.writeStringField("jvm", dump.jvm());
    }
    json.writeNumberField("addedAt", dump.addedAt());
    json.writeNumberField("bytes", dump.bytes());
    json.writeStringField("state", dump.state().label());
    if (dump.step() != null) {
      json.writeStringField("step", dump.step());
    }
    if (dump.progress() != null) {
      json.writeNumberField("progress", dump.progress());
    }
    if (dump.error() != null) {
      json.writeStringField("error", dump.error());
    }
  }

  private static void write(JsonGenerator json, String name, JsonNode value) {
    try {
      json.writeFieldName(name);
      json.writeTree(value);
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("writing to memory failed", cannotHappen);
    }
  }
}
