package io.diag.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON of {@link CommandReport}. Any thread; allocates. */
public final class CommandReportCodec {
  private CommandReportCodec() {}

  public static byte[] write(CommandReport report) {
    return WireJson.write(
        json -> {
          json.writeNumberField("time", report.timeMillis());
          json.writeStringField("id", report.id());
          json.writeStringField("state", report.state().label());
          if (report.progress() != null) {
            json.writeNumberField("progress", report.progress());
          }
          if (report.message() != null) {
            json.writeStringField("message", report.message());
          }
          if (report.result() != null) {
            json.writeFieldName("result");
            JsonTree.write(json, report.result());
          }
        });
  }

  /**
   * @throws WireException if the body is not a report; the message says where and why
   */
  public static CommandReport read(InputStream in) throws IOException {
    Long[] time = new Long[1];
    String[] text = new String[3];
    Double[] progress = new Double[1];
    List<Map<String, Object>> result = new ArrayList<>(1);
    WireJson.read(
        in,
        (name, json) -> {
          switch (name) {
            case "time":
              time[0] = WireJson.integer(json);
              break;
            case "id":
              text[0] = WireJson.string(json);
              break;
            case "state":
              text[1] = WireJson.string(json);
              break;
            case "message":
              text[2] = WireJson.string(json);
              break;
            case "progress":
              progress[0] = fraction(WireJson.number(json));
              break;
            case "result":
              result.add(JsonTree.read(json));
              break;
            default:
              break;
          }
        });
    return new CommandReport(
        WireJson.required("time", time[0]),
        WireJson.required("id", text[0]),
        CommandReport.State.ofLabel(WireJson.required("state", text[1])),
        progress[0],
        text[2],
        result.isEmpty() ? null : result.get(0));
  }

  private static double fraction(double progress) throws WireException {
    if (progress < 0 || progress > 1) {
      throw new WireException("'progress' is " + progress + "; expected 0 to 1");
    }
    return progress;
  }
}
