package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.collector.heap.DumpUploads;
import io.diag.collector.heap.HeapDump;
import io.javalin.http.Context;
import java.io.IOException;

/** Heap dumps that come in pieces. Any thread; blocks. */
final class HeapUploadEndpoints {
  private final DumpUploads uploads;

  HeapUploadEndpoints(DumpUploads uploads) {
    this.uploads = uploads;
  }

  void begin(Context ctx) {
    String name = HeapDumpEndpoints.name(ctx);
    long bytes = number(ctx, "bytes", 1);
    DumpUploads.Upload upload =
        uploads.begin(ctx.queryParam("id"), name, ctx.queryParam("jvm"), bytes);
    long offset = uploads.offset(upload.id());
    JsonAnswer.send(ctx.status(201), JsonWriter.object(json -> fields(json, upload.id(), offset)));
  }

  void one(Context ctx) {
    String id = ctx.pathParam("upload");
    long offset = uploads.offset(id);
    JsonAnswer.send(ctx, JsonWriter.object(json -> fields(json, id, offset)));
  }

  void append(Context ctx) {
    String id = ctx.pathParam("upload");
    long offset = uploads.append(id, number(ctx, "offset", 0), ctx.bodyInputStream());
    JsonAnswer.send(ctx, JsonWriter.object(json -> fields(json, id, offset)));
  }

  void complete(Context ctx) {
    String sha256 = ctx.queryParam("sha256");
    if (sha256 == null || !sha256.matches("[0-9A-Fa-f]{64}")) {
      throw RangeParameters.bad("sha256", sha256, "the checksum in 64 hexadecimal digits");
    }
    HeapDump dump = uploads.complete(ctx.pathParam("upload"), sha256);
    JsonAnswer.send(
        ctx.status(201), JsonWriter.object(json -> HeapDumpEndpoints.fields(json, dump)));
  }

  void cancel(Context ctx) {
    uploads.cancel(ctx.pathParam("upload"));
    ctx.status(204);
  }

  private static long number(Context ctx, String name, long min) {
    String text = ctx.queryParam(name);
    String accepted = "a whole number of bytes, " + min + " or more";
    if (text == null) {
      throw RangeParameters.bad(name, text, accepted);
    }
    return RangeParameters.number(name, text, 0, min, Long.MAX_VALUE, accepted);
  }

  private static void fields(JsonGenerator json, String id, long offset) throws IOException {
    json.writeStringField("id", id);
    json.writeNumberField("offset", offset);
  }
}
