package io.diag.collector.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diag.collector.query.EpisodeQuery;
import io.diag.wire.LoopEpisode;
import io.diag.wire.LoopPattern;
import io.diag.wire.ProcessStall;
import io.diag.wire.StackTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What blocked event loops, as the API tells it. */
final class EpisodeJson {
  private EpisodeJson() {}

  static byte[] of(EpisodeQuery.Answer answer) {
    return JsonWriter.object(
        json -> {
          json.writeBooleanField("complete", answer.complete());
          json.writeArrayFieldStart("episodes");
          for (LoopEpisode episode : answer.episodes()) {
            episode(json, episode);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("patterns");
          for (LoopPattern pattern : answer.patterns()) {
            pattern(json, pattern);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("stalls");
          for (ProcessStall stall : answer.stalls()) {
            stall(json, stall);
          }
          json.writeEndArray();
        });
  }

  private static void episode(JsonGenerator json, LoopEpisode episode) throws IOException {
    json.writeStartObject();
    json.writeStringField("loop", Long.toString(episode.loopId()));
    json.writeStringField("name", episode.loopName());
    json.writeNumberField("startedAt", episode.startedAtMillis());
    json.writeNumberField("durationMillis", episode.durationMillis());
    blamed(json, episode.blamed());
    json.writeObjectFieldStart("millis");
    for (Map.Entry<String, Double> kind : episode.millis().entrySet()) {
      json.writeNumberField(kind.getKey(), kind.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("samples", episode.stack().samples());
    stack(json, episode.stack());
    LoopEpisode.Holder holder = episode.holder();
    if (holder != null) {
      json.writeObjectFieldStart("heldBy");
      json.writeStringField("lock", holder.lock());
      json.writeStringField("thread", holder.thread());
      json.writeArrayFieldStart("stack");
      for (String frame : holder.stack()) {
        json.writeString(frame);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    if (episode.unsent() > 0) {
      json.writeNumberField("unsent", episode.unsent());
    }
    json.writeEndObject();
  }

  private static void pattern(JsonGenerator json, LoopPattern pattern) throws IOException {
    json.writeStartObject();
    json.writeStringField("loop", Long.toString(pattern.loopId()));
    json.writeStringField("name", pattern.loopName());
    json.writeNumberField("startedAt", pattern.startedAtMillis());
    json.writeNumberField("spanMillis", pattern.spanMillis());
    blamed(json, pattern.blamed());
    if (pattern.count() != null) {
      json.writeNumberField("count", pattern.count());
    }
    json.writeNumberField("totalMillis", pattern.totalMillis());
    json.writeNumberField("samples", pattern.stack().samples());
    stack(json, pattern.stack());
    json.writeEndObject();
  }

  private static void stall(JsonGenerator json, ProcessStall stall) throws IOException {
    json.writeStartObject();
    json.writeNumberField("startedAt", stall.startedAtMillis());
    json.writeNumberField("durationMillis", stall.durationMillis());
    if (stall.stoppedMillis() != null) {
      json.writeNumberField("stoppedMillis", stall.stoppedMillis());
    }
    json.writeNumberField("loops", stall.loops());
    json.writeEndObject();
  }

  private static void blamed(JsonGenerator json, String blamed) throws IOException {
    if (blamed != null) {
      json.writeStringField("blamed", blamed);
    }
  }

  private static void stack(JsonGenerator json, StackTree stack) throws IOException {
    json.writeArrayFieldStart("stack");
    frames(json, stack.children());
    json.writeEndArray();
  }

  private static void frames(JsonGenerator json, List<StackTree> frames) throws IOException {
    for (StackTree frame : frames) {
      json.writeStartObject();
      json.writeStringField("frame", frame.frame());
      json.writeNumberField("samples", frame.samples());
      if (!frame.children().isEmpty()) {
        json.writeArrayFieldStart("children");
        frames(json, frame.children());
        json.writeEndArray();
      }
      json.writeEndObject();
    }
  }
}
