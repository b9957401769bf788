package io.diag.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the data of an event, and says of which event something is missing. */
final class EventFields {
  private final String event;
  private final Map<?, ?> fields;

  EventFields(Event event) {
    this.event = event.name();
    fields = event.data();
  }

  private EventFields(String event, Map<?, ?> fields) {
    this.event = event;
    this.fields = fields;
  }

  /** An object within, or null. */
  EventFields object(String name) {
    Object value = fields.get(name);
    return value instanceof Map ? new EventFields(event, (Map<?, ?>) value) : null;
  }

  Object any(String name) {
    return fields.get(name);
  }

  String text(String name) throws WireException {
    Object value = fields.get(name);
    if (!(value instanceof String)) {
      throw new WireException("'" + name + "' of a " + event + " is missing or not a text");
    }
    return (String) value;
  }

  /** Null where it is absent. */
  String textOrNull(String name) {
    Object value = fields.get(name);
    return value instanceof String ? (String) value : null;
  }

  double number(String name) throws WireException {
    Object value = fields.get(name);
    if (!(value instanceof Number)) {
      throw new WireException("'" + name + "' of a " + event + " is missing or not a number");
    }
    return ((Number) value).doubleValue();
  }

  /** 0 where it is absent. */
  long count(String name) {
    Object value = fields.get(name);
    return value instanceof Number ? ((Number) value).longValue() : 0;
  }

  /** The numbers of an object, by name; what is no number is passed over. */
  Map<String, Double> numbers(String name) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Object value = fields.get(name);
    if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        if (entry.getValue() instanceof Number) {
          numbers.put(String.valueOf(entry.getKey()), ((Number) entry.getValue()).doubleValue());
        }
      }
    }
    return numbers;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    Object value = fields.get(name);
    if (value instanceof List) {
      for (Object text : (List<?>) value) {
        texts.add(String.valueOf(text));
      }
    }
    return texts;
  }
}
