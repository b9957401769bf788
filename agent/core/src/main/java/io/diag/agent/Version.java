package io.diag.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The version this build was made as. */
public final class Version {
  private Version() {}

  /** As in {@code 0.1.0}; {@code unknown} if the build left no record. */
  public static String of(Class<?> member) {
    try (InputStream in =
        member.getClassLoader().getResourceAsStream("io/diag/agent/version.txt")) {
      if (in == null) {
        return "unknown";
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return String.valueOf(reader.readLine()).trim();
    } catch (IOException unreadable) {
      return "unknown";
    }
  }
}
