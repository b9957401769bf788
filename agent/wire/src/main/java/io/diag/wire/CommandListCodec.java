package io.diag.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** JSON of {@link CommandList}. Any thread; allocates. */
public final class CommandListCodec {
  /** More than a JVM may have open; the bound keeps a bad sender harmless. */
  private static final int MAX_COMMANDS = 100;

  private CommandListCodec() {}

  public static byte[] write(CommandList list) {
    return WireJson.write(
        json -> {
          json.writeNumberField("time", list.timeMillis());
          json.writeArrayFieldStart("commands");
          for (Command command : list.commands()) {
            json.writeStartObject();
            json.writeStringField("id", command.id());
            json.writeStringField("kind", command.kind());
            json.writeFieldName("arguments");
            JsonTree.write(json, command.arguments());
            json.writeNumberField("deadline", command.deadlineMillis());
            json.writeBooleanField("cancel", command.cancel());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /**
   * @throws WireException if the body is no such list; the message says where and why
   */
  public static CommandList read(InputStream in) throws IOException {
    Long[] time = new Long[1];
    List<Command> commands = new ArrayList<>();
    WireJson.read(
        in,
        (name, json) -> {
          if (name.equals("time")) {
            time[0] = WireJson.integer(json);
          } else if (name.equals("commands")) {
            commands(json, commands);
          }
        });
    return new CommandList(WireJson.required("time", time[0]), commands);
  }

  private static void commands(JsonParser json, List<Command> commands) throws IOException {
    WireJson.expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.START_OBJECT) {
      if (commands.size() == MAX_COMMANDS) {
        throw new WireException("more than " + MAX_COMMANDS + " commands in one answer");
      }
      commands.add(command(json));
    }
  }

  private static Command command(JsonParser json) throws IOException {
    String[] text = new String[2];
    Long[] deadline = new Long[1];
    boolean[] cancel = new boolean[1];
    List<Map<String, Object>> arguments = new ArrayList<>(1);
    WireJson.object(
        json,
        (name, field) -> {
          switch (name) {
            case "id":
              text[0] = WireJson.string(field);
              break;
            case "kind":
              text[1] = WireJson.string(field);
              break;
            case "arguments":
              arguments.add(JsonTree.read(field));
              break;
            case "deadline":
              deadline[0] = WireJson.integer(field);
              break;
            case "cancel":
              cancel[0] = WireJson.bool(field);
              break;
            default:
              break;
          }
        });
    return new Command(
        WireJson.required("id", text[0]),
        WireJson.required("kind", text[1]),
        arguments.isEmpty() ? Collections.<String, Object>emptyMap() : arguments.get(0),
        WireJson.required("deadline", deadline[0]),
        cancel[0]);
  }
}
