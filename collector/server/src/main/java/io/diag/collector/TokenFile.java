package io.diag.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the token that callers must show. */
final class TokenFile {
  private static final int MAX_BYTES = 4_096;

  /** What may follow {@code Bearer} (RFC 6750). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private TokenFile() {}

  /**
   * @throws StartException if there is no token in it or others can read it
   */
  static String read(Path path) throws StartException {
    String text;
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(path);
      if (Files.size(path) > MAX_BYTES) {
        throw StartException.misuse(
            "the token file " + path + " is larger than 4 kB; put one line with the token in it");
      }
      text = Files.readString(path, StandardCharsets.UTF_8).trim();
    } catch (IOException | UnsupportedOperationException e) {
      throw StartException.misuse(
          "the token file " + path + " cannot be read; check the path and its permissions");
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      throw StartException.misuse(
          "the token file " + path + " can be read or changed by others; run chmod 600 on it");
    }
    if (text.isEmpty()) {
      throw StartException.misuse(
          "the token file " + path + " is empty; put one line with the token in it");
    }
    if (!TOKEN.matcher(text).matches()) {
      throw StartException.misuse(
          "the token file "
              + path
              + " holds more than a token; use one line of letters, digits and -._~+/=");
    }
    return text;
  }
}
