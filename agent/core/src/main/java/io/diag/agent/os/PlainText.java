package io.diag.agent.os;

import java.util.regex.Pattern;

/** Texts of the application, of which nobody knows what is in them. Any thread. */
public final class PlainText {
  private static final Pattern UNSENDABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

  private PlainText() {}

  /**
   * Short, in one line, and possible to send: half of a surrogate pair is not, and a cut may make
   * one.
   *
   * @param most characters; what is longer ends in an ellipsis
   */
  public static String of(String text, int most) {
    String cut = text.length() <= most ? text : text.substring(0, most - 1) + "\u2026";
    return UNSENDABLE.matcher(cut).replaceAll(" ");
  }

  /** A frame as in a stack trace; loader and module, which newer JDKs add, would only hide it. */
  public static String of(StackTraceElement frame, int most) {
    return of(frame.getClassName() + "." + frame.getMethodName() + place(frame), most);
  }

  private static String place(StackTraceElement frame) {
    if (frame.isNativeMethod()) {
      return "(Native Method)";
    }
    if (frame.getFileName() == null) {
      return "";
    }
    String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
    return "(" + frame.getFileName() + line + ")";
  }
}
