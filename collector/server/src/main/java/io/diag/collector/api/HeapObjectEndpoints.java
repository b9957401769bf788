package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.collector.heap.HeapExplorers;
import io.diag.heap.explore.HeapExplorer;
import io.diag.heap.explore.MergedPaths;
import io.diag.heap.explore.ObjectView;
import io.diag.heap.report.PathText;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Single objects of heap dumps, and what leads to them. Any thread; blocks. */
final class HeapObjectEndpoints {
  private final HeapExplorers explorers;

  HeapObjectEndpoints(HeapExplorers explorers) {
    this.explorers = explorers;
  }

  void object(Context ctx) {
    PageParameters page = PageParameters.of(ctx::queryParam);
    ObjectView view =
        explorers.answer(
            dump(ctx), heap -> heap.object(number(ctx, heap), page.offset(), page.limit()));
    JsonAnswer.send(ctx, JsonWriter.object(json -> write(json, view, page.offset())));
  }

  void referrers(Context ctx) {
    int limit = PageParameters.of(ctx::queryParam).limit();
    links(
        ctx,
        "referrers",
        explorers.answer(dump(ctx), heap -> heap.referrers(number(ctx, heap), limit)));
  }

  void dominated(Context ctx) {
    int limit = PageParameters.of(ctx::queryParam).limit();
    links(
        ctx,
        "dominated",
        explorers.answer(dump(ctx), heap -> heap.dominated(number(ctx, heap), limit)));
  }

  void path(Context ctx) {
    List<PathText.Step> steps = explorers.answer(dump(ctx), heap -> heap.path(number(ctx, heap)));
    JsonAnswer.send(
        ctx,
        JsonWriter.object(
            json -> {
              json.writeArrayFieldStart("path");
              for (PathText.Step step : steps) {
                json.writeStartObject();
                if (step.object() >= 0) {
                  json.writeNumberField("object", step.object());
                }
                json.writeStringField("how", step.how());
                json.writeStringField("label", step.label());
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }

  void paths(Context ctx) {
    String className = ctx.queryParam("class");
    if (className == null || className.isBlank()) {
      throw RangeParameters.bad("class", className, "a class by its full name");
    }
    Optional<MergedPaths.Node> tree = explorers.answer(dump(ctx), heap -> heap.paths(className));
    MergedPaths.Node top =
        tree.orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "no-path",
                    "No path",
                    "No strong reference leads to an object of class '"
                        + className
                        + "'; /histogram?filter= finds the names of classes."));
    JsonAnswer.send(ctx, JsonWriter.object(json -> write(json, top)));
  }

  private static int number(Context ctx, HeapExplorer heap) {
    return (int)
        RangeParameters.number(
            "object",
            ctx.pathParam("object"),
            0,
            0,
            heap.objects() - 1L,
            "a number below " + heap.objects());
  }

  private static void links(Context ctx, String name, List<ObjectView.Link> links) {
    JsonAnswer.send(
        ctx,
        JsonWriter.object(
            json -> {
              json.writeArrayFieldStart(name);
              for (ObjectView.Link link : links) {
                json.writeStartObject();
                write(json, link);
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }

  private static void write(JsonGenerator json, ObjectView view, int offset) throws IOException {
    json.writeNumberField("object", view.object());
    json.writeStringField("address", view.address());
    json.writeStringField("class", view.className());
    json.writeStringField("label", view.label());
    json.writeNumberField("shallowBytes", view.shallowBytes());
    if (view.retainedBytes().isPresent()) {
      json.writeNumberField("retainedBytes", view.retainedBytes().getAsLong());
    }
    if (view.root().isPresent()) {
      json.writeStringField("root", view.root().get());
    }
    if (view.dominator().isPresent()) {
      json.writeObjectFieldStart("dominator");
      write(json, view.dominator().get());
      json.writeEndObject();
    }
    json.writeNumberField("total", view.valueCount());
    json.writeNumberField("offset", offset);
    json.writeArrayFieldStart("values");
    for (ObjectView.Value value : view.values()) {
      json.writeStartObject();
      write(json, value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, ObjectView.Value value) throws IOException {
    json.writeStringField("name", value.name());
    if (!value.declaring().isEmpty()) {
      json.writeStringField("declaring", value.declaring());
    }
    json.writeStringField("type", value.type());
    json.writeStringField("text", value.text());
    if (value.object().isPresent()) {
      json.writeNumberField("object", value.object().getAsInt());
    }
    if (value.retainedBytes().isPresent()) {
      json.writeNumberField("retainedBytes", value.retainedBytes().getAsLong());
    }
  }

  private static void write(JsonGenerator json, ObjectView.Link link) throws IOException {
    json.writeNumberField("object", link.object());
    if (!link.how().isEmpty()) {
      json.writeStringField("how", link.how());
    }
    json.writeStringField("label", link.label());
    json.writeNumberField("retainedBytes", link.retainedBytes());
  }

  private static void write(JsonGenerator json, MergedPaths.Node node) throws IOException {
    json.writeStringField("class", node.className());
    json.writeNumberField("objects", node.objects());
    json.writeNumberField("targets", node.targets());
    json.writeArrayFieldStart("children");
    for (MergedPaths.Node child : node.children()) {
      json.writeStartObject();
      write(json, child);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String dump(Context ctx) {
    return ctx.pathParam("dump");
  }
}
