package io.diag.agent.os;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.UUID;

/**
 * Unguessable names. Read from the kernel where there is {@code /dev/urandom}: the JDK's own source
 * loads the security providers, which before {@code main} is the application's to configure.
 */
public final class RandomBytes {
  private RandomBytes() {}

  /** Twice as many hexadecimal digits as the given number of bytes, at most 16. */
  public static String hex(int bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : read(bytes)) {
      text.append(String.format("%02x", b & 0xff));
    }
    return text.toString();
  }

  private static byte[] read(int bytes) {
    byte[] random = new byte[bytes];
    try (DataInputStream in = new DataInputStream(new FileInputStream("/dev/urandom"))) {
      in.readFully(random);
    } catch (IOException noDevice) {
      UUID uuid = UUID.randomUUID();
      for (int i = 0; i < bytes; i++) {
        long half = i < 8 ? uuid.getMostSignificantBits() : uuid.getLeastSignificantBits();
        random[i] = (byte) (half >>> (8 * (i % 8)));
      }
    }
    return random;
  }
}
