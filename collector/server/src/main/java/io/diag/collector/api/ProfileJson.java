package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.collector.query.CallTree;
import io.diag.collector.query.Coverage;
import io.diag.collector.query.NodeSums;
import io.diag.collector.query.Profile;
import io.diag.collector.query.ThreadSums;
import io.diag.collector.store.Frame;
import io.diag.collector.store.ProfileEvent;
import java.io.IOException;
import java.util.List;

/** The JSON of profiles; the fields are described in {@code openapi.json}. */
final class ProfileJson {
  private ProfileJson() {}

  /** The profile that another is compared with; both have their stacks in one tree. */
  record Compared(String jvmId, RangeParameters range, Profile profile) {}

  static byte[] profile(RangeParameters range, Profile profile, List<String> notes) {
    return JsonWriter.object(
        json -> {
          head(json, range, profile);
          threads(json, profile);
          coverage(json, profile.coverage());
          notes(json, notes);
          frames(json, profile.tree());
          json.writeObjectFieldStart("nodes");
          nodes(json, profile.tree(), profile.sums());
          json.writeEndObject();
        });
  }

  static byte[] difference(
      RangeParameters range, Profile profile, List<String> notes, Compared base) {
    return JsonWriter.object(
        json -> {
          head(json, range, profile);
          NodeSums before = base.profile().sums();
          json.writeStringField("baseJvm", base.jvmId());
          json.writeNumberField("baseFrom", base.range().from());
          json.writeNumberField("baseTo", base.range().to());
          json.writeNumberField("baseSamples", before.samples());
          json.writeNumberField("baseTotal", before.value());
          notes(json, notes);
          CallTree tree = profile.tree();
          frames(json, tree);
          json.writeObjectFieldStart("nodes");
          nodes(json, tree, profile.sums());
          JsonWriter.column(json, "base", tree.size(), before::samples);
          JsonWriter.column(json, "baseValue", tree.size(), before::value);
          json.writeEndObject();
        });
  }

  private static void head(JsonGenerator json, RangeParameters range, Profile profile)
      throws IOException {
    ProfileEvent event = profile.event();
    json.writeStringField("event", event.label());
    json.writeNumberField("from", range.from());
    json.writeNumberField("to", range.to());
    json.writeStringField("unit", event.unit());
    if (profile.interval() > 0) {
      json.writeNumberField("interval", profile.interval());
      if (event == ProfileEvent.CPU) {
        json.writeNumberField("intervalNanos", profile.interval());
      }
    }
    json.writeNumberField("samples", profile.sums().samples());
    json.writeNumberField("total", profile.sums().value());
    Coverage coverage = profile.coverage();
    if (coverage.skipped() > 0) {
      json.writeObjectFieldStart("skipped");
      json.writeNumberField("samples", coverage.skipped());
      json.writeNumberField("share", Math.round(coverage.skippedShare() * 1e4) / 1e4);
      json.writeBooleanField("scaled", coverage.scaled());
      json.writeEndObject();
    }
  }

  private static void threads(JsonGenerator json, Profile profile) throws IOException {
    json.writeArrayFieldStart("threads");
    for (ThreadSums.ThreadSum thread : profile.threads().largest()) {
      json.writeStartObject();
      json.writeStringField("name", thread.name());
      String group = profile.group(thread.name());
      if (group != null) {
        json.writeStringField("group", group);
      }
      json.writeNumberField("samples", thread.samples());
      json.writeNumberField("value", thread.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("threadCount", profile.threads().size());
  }

  private static void coverage(JsonGenerator json, Coverage coverage) throws IOException {
    json.writeArrayFieldStart("coverage");
    for (Coverage.Span span : coverage.spans()) {
      json.writeStartObject();
      json.writeNumberField("from", span.fromMillis());
      json.writeNumberField("to", span.toMillis());
      json.writeArrayFieldStart("events");
      for (ProfileEvent event : span.events()) {
        json.writeString(event.label());
      }
      json.writeEndArray();
      if (span.interval() > 0) {
        json.writeNumberField("interval", span.interval());
      }
      if (span.seam() != null) {
        json.writeStringField("seam", span.seam());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void notes(JsonGenerator json, List<String> notes) throws IOException {
    json.writeArrayFieldStart("notes");
    for (String note : notes) {
      json.writeString(note);
    }
    json.writeEndArray();
  }

  private static void frames(JsonGenerator json, CallTree tree) throws IOException {
    json.writeArrayFieldStart("frames");
    for (Frame frame : tree.frames()) {
      json.writeStartObject();
      json.writeStringField("name", frame.name());
      json.writeStringField("type", frame.type().label());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void nodes(JsonGenerator json, CallTree tree, NodeSums sums) throws IOException {
    JsonWriter.column(json, "parent", tree.size(), tree::parent);
    JsonWriter.column(json, "frame", tree.size(), tree::frame);
    JsonWriter.column(json, "self", tree.size(), sums::samples);
    JsonWriter.column(json, "value", tree.size(), sums::value);
  }
}
