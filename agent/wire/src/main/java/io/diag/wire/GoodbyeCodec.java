package io.diag.wire;

import java.io.IOException;
import java.io.InputStream;

/** JSON of {@link Goodbye}. Any thread; allocates. */
public final class GoodbyeCodec {
  private GoodbyeCodec() {}

  public static byte[] write(Goodbye goodbye) {
    return WireJson.write(
        json -> {
          json.writeNumberField("time", goodbye.timeMillis());
          json.writeStringField("reason", goodbye.reason().label());
        });
  }

  /**
   * @throws WireException if the body is not a goodbye; the message says where and why
   */
  public static Goodbye read(InputStream in) throws IOException {
    Long[] time = new Long[1];
    String[] reason = new String[1];
    WireJson.read(
        in,
        (name, json) -> {
          if (name.equals("time")) {
            time[0] = WireJson.integer(json);
          } else if (name.equals("reason")) {
            reason[0] = WireJson.string(json);
          }
        });
    return new Goodbye(
        WireJson.required("time", time[0]),
        Goodbye.Reason.ofLabel(WireJson.required("reason", reason[0])));
  }
}
