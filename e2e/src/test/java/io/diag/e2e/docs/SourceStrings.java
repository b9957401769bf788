package io.diag.e2e.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts in a piece of Java source: literals, those with nothing but a plus between as one. */
final class SourceStrings {
  /** What may hold a quote that begins no text, the text itself, and the rest. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?s)//[^\\n]*|/\\*.*?\\*/|'(?:\\\\.|[^\\\\'])+'|\"((?:\\\\.|[^\\\\\"])*)\"|\\s+|.");

  private SourceStrings() {}

  static List<String> of(String source) {
    List<String> texts = new ArrayList<>();
    StringBuilder text = null;
    boolean joined = false;
    for (Matcher token = TOKEN.matcher(source); token.find(); ) {
      String literal = token.group(1);
      if (literal != null && text != null && joined) {
        text.append(unescaped(literal));
        joined = false;
      } else if (literal != null) {
        end(text, texts);
        text = new StringBuilder(unescaped(literal));
      } else if (token.group().equals("+")) {
        joined = true;
      } else if (!token.group().isBlank() && !token.group().startsWith("/")) {
        end(text, texts);
        text = null;
        joined = false;
      }
    }
    end(text, texts);
    return texts;
  }

  /** The arguments of each call that begins so, an opening parenthesis at the end. */
  static List<String> arguments(String source, Pattern call) {
    List<String> all = new ArrayList<>();
    for (Matcher begin = call.matcher(source); begin.find(); ) {
      int depth = 1;
      Matcher token = TOKEN.matcher(source).region(begin.end(), source.length());
      while (depth > 0 && token.find()) {
        depth += token.group().equals("(") ? 1 : token.group().equals(")") ? -1 : 0;
      }
      all.add(source.substring(begin.end(), token.start()));
    }
    return all;
  }

  private static void end(StringBuilder text, List<String> texts) {
    if (text != null) {
      texts.add(text.toString());
    }
  }

  private static String unescaped(String literal) {
    return literal.replaceAll("\\\\(.)", "$1");
  }
}
