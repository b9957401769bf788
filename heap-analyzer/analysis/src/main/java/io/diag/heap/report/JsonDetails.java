package io.diag.heap.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.heap.contents.ClassTree;
import io.diag.heap.contents.CollectionFill;
import io.diag.heap.contents.Unreachable;
import java.io.IOException;

/** Writes what a closer look told into the object of the report. */
final class JsonDetails {
  private JsonDetails() {}

  static void write(HeapDetails details, JsonGenerator json) throws IOException {
    json.writeNumberField("offHeapBytes", details.offHeapBytes());
    json.writeNumberField("duplicateBytes", details.duplicateBytes());
    json.writeNumberField("duplicateStringBytes", details.duplicateStringBytes());
    JsonRows.write(json, "duplicates", details.duplicates(), JsonDetails::write);
    JsonRows.write(json, "collections", details.collections(), JsonDetails::write);
    JsonRows.write(json, "offHeapKinds", details.offHeap(), JsonDetails::write);
    JsonRows.write(json, "offHeapOwners", details.offHeapOwners(), JsonDetails::write);
    JsonRows.write(json, "threads", details.threads(), JsonDetails::write);
    JsonRows.write(json, "loaders", details.loaders(), JsonDetails::write);
    JsonRows.write(json, "unreachable", details.unreachable(), JsonDetails::write);
    JsonRows.write(json, "classTree", details.classTree(), JsonDetails::write);
  }

  private static void write(JsonGenerator json, EqualContents.Row row) throws IOException {
    json.writeNumberField("object", row.object());
    json.writeStringField("class", row.className());
    json.writeStringField("preview", row.preview());
    json.writeNumberField("count", row.count());
    json.writeNumberField("eachBytes", row.eachBytes());
    json.writeNumberField("wastedBytes", row.wastedBytes());
  }

  private static void write(JsonGenerator json, CollectionFill.Row row) throws IOException {
    json.writeStringField("class", row.className());
    json.writeNumberField("count", row.count());
    json.writeNumberField("empty", row.empty());
    json.writeNumberField("single", row.single());
    json.writeNumberField("elements", row.elements());
    json.writeNumberField("slots", row.slots());
    json.writeNumberField("unusedBytes", row.unusedBytes());
  }

  private static void write(JsonGenerator json, OffHeapOwners.Kind kind) throws IOException {
    json.writeStringField("kind", kind.kind().label());
    json.writeNumberField("buffers", kind.buffers());
    json.writeNumberField("bytes", kind.bytes());
  }

  private static void write(JsonGenerator json, OffHeapOwners.Row row) throws IOException {
    JsonRows.object(json, row.object());
    json.writeStringField("class", row.className());
    json.writeStringField("label", row.label());
    json.writeStringField("field", row.field());
    json.writeStringField("kind", row.kind().label());
    json.writeNumberField("buffers", row.buffers());
    json.writeNumberField("bytes", row.bytes());
  }

  private static void write(JsonGenerator json, ThreadStacks.Row row) throws IOException {
    json.writeNumberField("object", row.object());
    json.writeStringField("class", row.className());
    json.writeStringField("name", row.name());
    json.writeNumberField("retainedBytes", row.retainedBytes());
    JsonRows.write(json, "frames", row.frames(), JsonDetails::write);
  }

  private static void write(JsonGenerator json, ThreadStacks.Frame frame) throws IOException {
    json.writeStringField("text", frame.text());
    JsonRows.write(json, "locals", frame.locals(), JsonDetails::write);
  }

  private static void write(JsonGenerator json, ThreadStacks.Local local) throws IOException {
    json.writeNumberField("object", local.object());
    json.writeStringField("label", local.label());
    json.writeNumberField("retainedBytes", local.retainedBytes());
  }

  private static void write(JsonGenerator json, ClassLoaders.Row row) throws IOException {
    JsonRows.object(json, row.object());
    json.writeStringField("class", row.className());
    json.writeStringField("label", row.label());
    json.writeNumberField("classes", row.classes());
    json.writeNumberField("again", row.again());
    json.writeNumberField("count", row.objects());
    json.writeNumberField("shallowBytes", row.shallowBytes());
    if (row.object() >= 0) {
      json.writeNumberField("retainedBytes", row.retainedBytes());
    }
  }

  private static void write(JsonGenerator json, Unreachable.Row row) throws IOException {
    json.writeStringField("class", row.className());
    json.writeStringField("heldBy", row.holding().label());
    json.writeNumberField("count", row.count());
    json.writeNumberField("bytes", row.bytes());
  }

  private static void write(JsonGenerator json, ClassTree.Node node) throws IOException {
    json.writeStringField("class", node.className());
    json.writeNumberField("count", node.count());
    json.writeNumberField("shallowBytes", node.shallowBytes());
    json.writeNumberField("retainedBytes", node.retainedBytes());
    json.writeNumberField("offHeapBytes", node.offHeapBytes());
    JsonRows.write(json, "children", node.children(), JsonDetails::write);
  }
}
