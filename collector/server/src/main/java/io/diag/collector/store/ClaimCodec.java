package io.diag.collector.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.HoldersEvidence;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.SeriesEvidence;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.StackEvidence;
import io.diag.diagnosis.TextEvidence;
import io.diag.diagnosis.ThreadsEvidence;
import io.diag.diagnosis.WaitingThread;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON of what a finding says: as it is kept and as the API shows it. */
public final class ClaimCodec {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ClaimCodec() {}

  public static String write(Claim claim) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      write(json, claim);
      json.writeEndObject();
    } catch (IOException cannotHappen) {
      throw new IllegalStateException("a finding could not be written", cannotHappen);
    }
    return text.toString();
  }

  /** Writes the fields of a claim into the object that is being written. */
  public static void write(JsonGenerator json, Claim claim) throws IOException {
    json.writeStringField("severity", claim.severity().label());
    json.writeStringField("confidence", claim.confidence().label());
    json.writeStringField("summary", claim.summary());
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : claim.evidence()) {
      write(json, evidence);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("actions");
    for (Action action : claim.actions()) {
      json.writeStartObject();
      json.writeStringField("text", action.text());
      if (action.href() != null) {
        json.writeStringField("href", action.href());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * @throws IOException if it is not what {@link #write(Claim)} wrote
   */
  public static Claim read(String text) throws IOException {
    JsonNode json = MAPPER.readTree(text);
    List<Evidence> evidence = new ArrayList<>();
    for (JsonNode one : json.path("evidence")) {
      evidence.add(evidence(one));
    }
    List<Action> actions = new ArrayList<>();
    for (JsonNode one : json.path("actions")) {
      actions.add(Action.of(text(one, "text"), one.path("href").asText(null)));
    }
    return new Claim(
        severity(text(json, "severity")),
        Confidence.ofLabel(text(json, "confidence")),
        text(json, "summary"),
        evidence,
        actions);
  }

  /** Notices had another name once, and a store may hold some. */
  private static Severity severity(String label) {
    return label.equals("info") ? Severity.NOTICE : Severity.ofLabel(label);
  }

  private static void write(JsonGenerator json, Evidence evidence) throws IOException {
    json.writeStartObject();
    if (evidence instanceof SeriesEvidence series) {
      json.writeStringField("kind", "series");
      json.writeStringField("name", series.name());
      json.writeObjectFieldStart("labels");
      for (Map.Entry<String, String> label : series.labels().entrySet()) {
        json.writeStringField(label.getKey(), label.getValue());
      }
      json.writeEndObject();
      json.writeStringField("unit", series.unit());
      json.writeNumberField("from", series.fromMillis());
      json.writeNumberField("to", series.toMillis());
    } else if (evidence instanceof FigureEvidence figure) {
      json.writeStringField("kind", "figure");
      json.writeNumberField("value", figure.value());
      json.writeStringField("unit", figure.unit());
    } else if (evidence instanceof ThreadsEvidence threads) {
      json.writeStringField("kind", "threads");
      json.writeArrayFieldStart("threads");
      for (WaitingThread thread : threads.threads()) {
        write(json, thread);
      }
      json.writeEndArray();
    } else if (evidence instanceof StackEvidence taken) {
      json.writeStringField("kind", "stack");
      write(json, taken.stack());
    } else if (evidence instanceof HoldersEvidence most) {
      json.writeStringField("kind", "holders");
      write(json, most.holders());
    } else {
      json.writeStringField("kind", "text");
      json.writeStringField("text", ((TextEvidence) evidence).text());
    }
    json.writeStringField("label", evidence.label());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, GrowthStack stack) throws IOException {
    json.writeStringField("event", stack.event());
    json.writeStringField("method", stack.method());
    json.writeNumberField("share", stack.share());
    json.writeNumberField("from", stack.fromMillis());
    json.writeNumberField("to", stack.toMillis());
    json.writeArrayFieldStart("frames");
    for (String frame : stack.frames()) {
      json.writeString(frame);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, MemoryHolders holders) throws IOException {
    json.writeArrayFieldStart("units");
    for (String unit : holders.units()) {
      json.writeString(unit);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (Map.Entry<String, List<Long>> row : holders.amounts().entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", row.getKey());
      json.writeArrayFieldStart("amounts");
      for (long amount : row.getValue()) {
        json.writeNumber(amount);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, WaitingThread thread) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", thread.name());
    json.writeStringField("waitsFor", thread.waitsFor());
    json.writeStringField("heldBy", thread.heldBy());
    json.writeArrayFieldStart("stack");
    for (String frame : thread.stack()) {
      json.writeString(frame);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Evidence evidence(JsonNode json) throws IOException {
    String label = text(json, "label");
    String kind = text(json, "kind");
    return switch (kind) {
      case "series" ->
          new SeriesEvidence(
              label,
              text(json, "name"),
              labels(json.path("labels")),
              text(json, "unit"),
              json.path("from").asLong(),
              json.path("to").asLong());
      case "figure" -> new FigureEvidence(label, json.path("value").asDouble(), text(json, "unit"));
      case "threads" -> new ThreadsEvidence(label, threads(json.path("threads")));
      case "stack" -> new StackEvidence(label, stack(json));
      case "holders" -> new HoldersEvidence(label, holders(json));
      case "text" -> new TextEvidence(label, text(json, "text"));
      default -> throw new IOException("no evidence is of kind '" + kind + "'");
    };
  }

  private static GrowthStack stack(JsonNode json) throws IOException {
    List<String> frames = new ArrayList<>();
    json.path("frames").forEach(frame -> frames.add(frame.asText()));
    return new GrowthStack(
        text(json, "event"),
        text(json, "method"),
        json.path("share").asDouble(),
        frames,
        json.path("from").asLong(),
        json.path("to").asLong());
  }

  /**
   * Reads who holds most.
   *
   * @param json with {@code units} and {@code rows}; what it lacks is empty
   */
  public static MemoryHolders holders(JsonNode json) {
    List<String> units = new ArrayList<>();
    json.path("units").forEach(unit -> units.add(unit.asText()));
    Map<String, List<Long>> amounts = new LinkedHashMap<>();
    for (JsonNode row : json.path("rows")) {
      List<Long> each = new ArrayList<>();
      row.path("amounts").forEach(amount -> each.add(amount.asLong()));
      amounts.put(row.path("name").asText(), each);
    }
    return new MemoryHolders(units, amounts);
  }

  private static Map<String, String> labels(JsonNode json) {
    Map<String, String> labels = new LinkedHashMap<>();
    json.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static List<WaitingThread> threads(JsonNode json) throws IOException {
    List<WaitingThread> threads = new ArrayList<>();
    for (JsonNode one : json) {
      List<String> stack = new ArrayList<>();
      one.path("stack").forEach(frame -> stack.add(frame.asText()));
      threads.add(
          new WaitingThread(text(one, "name"), text(one, "waitsFor"), text(one, "heldBy"), stack));
    }
    return threads;
  }

  private static String text(JsonNode json, String field) throws IOException {
    JsonNode value = json.get(field);
    if (value == null || !value.isTextual()) {
      throw new IOException("'" + field + "' of a finding is missing");
    }
    return value.asText();
  }
}
