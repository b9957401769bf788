package io.diag.launch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an agent argument asks for. The command line writes {@code @diag|key=value|...|args=REST},
 * where the options of the user are the rest; anything else is the options themselves.
 */
final class Request {
  static final String MARK = "@diag|";

  private Request() {}

  /** A start with the user's options as they stand after {@code -javaagent:diag.jar=}. */
  static Map<String, String> start(String options) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("verb", "attach");
    request.put("args", options == null ? "" : options);
    return request;
  }

  static Map<String, String> parse(String arguments) {
    if (arguments == null || !arguments.startsWith(MARK)) {
      return start(arguments);
    }
    Map<String, String> request = new LinkedHashMap<>();
    String rest = arguments.substring(MARK.length());
    while (!rest.isEmpty()) {
      int equals = rest.indexOf('=');
      if (equals < 0) {
        break;
      }
      String key = rest.substring(0, equals);
      int end = key.equals("args") ? rest.length() : rest.indexOf('|', equals);
      if (end < 0) {
        end = rest.length();
      }
      request.put(key, rest.substring(equals + 1, end));
      rest = end == rest.length() ? "" : rest.substring(end + 1);
    }
    return request;
  }
}
