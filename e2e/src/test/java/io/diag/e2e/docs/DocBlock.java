package io.diag.e2e.docs;

import io.diag.e2e.harness.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a document.
 *
 * @param document its path from the repository
 * @param line where it begins
 * @param language what stands after the fence; nothing there means commands for a shell
 */
record DocBlock(String document, int line, String language, List<String> lines) {
  private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");

  /** A note after a command, or a line that is nothing else. */
  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)# .*$");

  static final String SHELL = "";

  /** A command after a dollar sign, and what it prints. */
  static final String CONSOLE = "console";

  /** All blocks of a document. */
  static List<DocBlock> of(String document) {
    List<DocBlock> blocks = new ArrayList<>();
    List<String> inside = null;
    String indent = "";
    String language = "";
    int begin = 0;
    int number = 0;
    for (String line : lines(document)) {
      number++;
      Matcher fence = FENCE.matcher(line);
      if (!fence.matches()) {
        if (inside != null) {
          inside.add(line.startsWith(indent) ? line.substring(indent.length()) : line);
        }
      } else if (inside == null) {
        inside = new ArrayList<>();
        indent = fence.group(1);
        language = fence.group(2);
        begin = number;
      } else {
        blocks.add(new DocBlock(document, begin, language, List.copyOf(inside)));
        inside = null;
      }
    }
    if (inside != null) {
      throw new IllegalStateException(document + ": the block of line " + begin + " has no end");
    }
    return blocks;
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** What stands under the command of a console. */
  String printed() {
    return String.join("\n", lines.subList(1, lines.size()));
  }

  /** One by one, without notes; a line that goes on in the next one is one command. */
  List<String> commands() {
    if (language.equals(CONSOLE)) {
      return List.of(lines.get(0).replaceFirst("^\\$ ", ""));
    }
    List<String> commands = new ArrayList<>();
    if (!language.equals(SHELL)) {
      return commands;
    }
    for (String line : lines) {
      String command = COMMENT.matcher(line).replaceFirst("").stripTrailing();
      int last = commands.size() - 1;
      if (last >= 0 && commands.get(last).endsWith("\\")) {
        String before = commands.get(last);
        commands.set(last, before.substring(0, before.length() - 1) + command.strip());
      } else if (!command.isBlank()) {
        commands.add(command);
      }
    }
    return commands;
  }

  @Override
  public String toString() {
    return document + ":" + line;
  }

  private static List<String> lines(String document) {
    try {
      Path file = Artifacts.repository().resolve(document);
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException(document, unreadable);
    }
  }
}
