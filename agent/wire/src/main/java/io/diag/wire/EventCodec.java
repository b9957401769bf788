package io.diag.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;

/** JSON of {@link Event}. Any thread; allocates. */
public final class EventCodec {
  private EventCodec() {}

  public static byte[] write(Event event) {
    return WireJson.write(
        json -> {
          json.writeNumberField("time", event.timeMillis());
          json.writeStringField("name", event.name());
          if (!event.data().isEmpty()) {
            json.writeFieldName("data");
            JsonTree.write(json, event.data());
          }
        });
  }

  /**
   * @throws WireException if the body is not an event; the message says where and why
   */
  public static Event read(InputStream in) throws IOException {
    Long[] time = new Long[1];
    String[] name = new String[1];
    Map<?, ?>[] data = new Map<?, ?>[1];
    WireJson.read(
        in,
        (field, json) -> {
          switch (field) {
            case "time":
              time[0] = WireJson.integer(json);
              break;
            case "name":
              name[0] = WireJson.string(json);
              break;
            case "data":
              data[0] = JsonTree.read(json);
              break;
            default:
              break;
          }
        });
    @SuppressWarnings("unchecked") // the keys of what was read are strings
    Map<String, Object> read =
        data[0] == null ? Collections.<String, Object>emptyMap() : (Map<String, Object>) data[0];
    return new Event(WireJson.required("time", time[0]), WireJson.required("name", name[0]), read);
  }
}
