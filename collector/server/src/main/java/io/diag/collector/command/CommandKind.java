package io.diag.collector.command;

import io.diag.collector.api.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A kind of command agents know, and what it takes.
 *
 * @param label as in {@code class-histogram}
 */
record CommandKind(String label, List<ArgumentCheck> checks) {
  private static final String SECONDS = "seconds";
  private static final String EVERY_SECONDS = "everySeconds";
  private static final String HEAP_DUMP = "heap-dump";

  /** A large heap on its way to a slow disk and over a slow network. */
  private static final long HEAP_DUMP_SECONDS = 3_000;

  private static final List<CommandKind> ALL =
      List.of(
          new CommandKind(
              "profile",
              List.of(
                  ArgumentCheck.oneOf(
                      "event",
                      "wall",
                      "live",
                      "lock",
                      "nativemem",
                      "threadstart",
                      "classload",
                      "filemap"),
                  ArgumentCheck.number(SECONDS, 1, 600, 30L))),
          new CommandKind(
              "class-histogram",
              List.of(
                  ArgumentCheck.number("top", 1, 500, 50L),
                  ArgumentCheck.flag("live", true),
                  ArgumentCheck.number(EVERY_SECONDS, 5, 3_000, null),
                  ArgumentCheck.number(SECONDS, 5, 3_000, null))),
          new CommandKind("memory-ledger", List.of(ArgumentCheck.flag("malloc", false))),
          new CommandKind(
              HEAP_DUMP,
              List.of(ArgumentCheck.flag("live", true), ArgumentCheck.flag("redact", true))));

  /**
   * @throws ProblemException if there is no such kind; the detail names those there are
   */
  static CommandKind of(Object label) {
    for (CommandKind kind : ALL) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    String known = ALL.stream().map(CommandKind::label).collect(Collectors.joining(", "));
    throw new ProblemException(
        400,
        "unknown-command",
        "Unknown kind of command",
        "'kind' is '" + label + "'; there are " + known + ".");
  }

  /**
   * The arguments with what was left out filled in.
   *
   * @throws ProblemException if one is wrong or unknown; the detail says what is accepted
   */
  Map<String, Object> checked(Map<String, Object> given) {
    Map<String, Object> left = new LinkedHashMap<>(given);
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (ArgumentCheck check : checks) {
      Object value = left.remove(check.name());
      if (value == null && !check.required()) {
        value = check.fallback();
      } else if (!check.accepted().takes(value)) {
        throw bad(check.name(), String.valueOf(value), check.accepted().toString());
      }
      if (value != null) {
        arguments.put(check.name(), value);
      }
    }
    if (!left.isEmpty()) {
      String names = checks.stream().map(ArgumentCheck::name).collect(Collectors.joining(", "));
      throw new ProblemException(
          400,
          "bad-argument",
          "Argument not accepted",
          "'" + label + "' takes no '" + left.keySet().iterator().next() + "', but " + names + ".");
    }
    boolean repeats = checks.stream().anyMatch(check -> check.name().equals(EVERY_SECONDS));
    if (repeats && arguments.containsKey(SECONDS) != arguments.containsKey(EVERY_SECONDS)) {
      throw bad(EVERY_SECONDS, "alone", "it together with '" + SECONDS + "', or neither");
    }
    return arguments;
  }

  /** How long one may take that nobody gave a deadline, without what is spared for the way. */
  long usualSeconds(Map<String, Object> checked) {
    return label.equals(HEAP_DUMP) ? HEAP_DUMP_SECONDS : seconds(checked);
  }

  /** How long it takes by its arguments. */
  static long seconds(Map<String, Object> checked) {
    return checked.get(SECONDS) instanceof Long seconds ? seconds : 0;
  }

  private static ProblemException bad(String name, String value, String accepted) {
    return new ProblemException(
        400,
        "bad-argument",
        "Argument not accepted",
        "'" + name + "' is '" + value + "'; accepted is " + accepted + ".");
  }
}
