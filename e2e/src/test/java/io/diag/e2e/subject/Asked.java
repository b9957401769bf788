package io.diag.e2e.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Repeats each line it reads, and says whether code of its class path may use native code unasked.
 */
public final class Asked {
  private Asked() {}

  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String asked = questions.readLine(); asked != null; asked = questions.readLine()) {
      Object allowed =
          Module.class.getMethod("isNativeAccessEnabled").invoke(Asked.class.getModule());
      System.out.println(asked + ": " + allowed);
    }
  }
}
