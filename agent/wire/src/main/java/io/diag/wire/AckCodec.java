package io.diag.wire;

import java.io.IOException;
import java.io.InputStream;

/** JSON of {@link Ack}. Any thread; allocates. */
public final class AckCodec {
  private AckCodec() {}

  public static byte[] write(Ack ack) {
    return WireJson.write(
        json -> {
          json.writeBooleanField("repeated", ack.repeated());
          json.writeBooleanField("watched", ack.watched());
        });
  }

  /**
   * @throws WireException if the body is not an ack: most likely something else answered
   */
  public static Ack read(InputStream in) throws IOException {
    Boolean[] flags = {null, Boolean.FALSE};
    WireJson.read(
        in,
        (name, json) -> {
          if (name.equals("repeated")) {
            flags[0] = WireJson.bool(json);
          } else if (name.equals("watched")) {
            flags[1] = WireJson.bool(json);
          }
        });
    return new Ack(WireJson.required("repeated", flags[0]), flags[1]);
  }
}
