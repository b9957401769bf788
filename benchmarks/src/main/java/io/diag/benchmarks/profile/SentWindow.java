package io.diag.benchmarks.profile;

import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A profile item as an agent sent it. */
final class SentWindow {
  private static final List<String> NAMES =
      List.of(
          "Content-Type",
          "Content-Encoding",
          Wire.KIND_HEADER,
          Wire.TIME_HEADER,
          Wire.INTERVAL_HEADER,
          Wire.FROM_HEADER,
          Wire.EVENTS_HEADER,
          Wire.SKIPPED_HEADER,
          Wire.SEAM_HEADER);

  /** Where a chunk says when it began, in nanoseconds since 1970. */
  private static final int CHUNK_START = 32;

  private final Map<String, String> headers;
  private final byte[] body;

  private SentWindow(Map<String, String> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  /** Where the headers of a request or of a file are looked up. */
  interface Headers {
    /** The value, or null. */
    String get(String name);
  }

  static SentWindow of(Headers sent, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : NAMES) {
      if (sent.get(name) != null) {
        headers.put(name, sent.get(name));
      }
    }
    return new SentWindow(headers, body);
  }

  static SentWindow read(Path folder, int number) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve(number + ".headers"))) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0], parts[1]);
    }
    return of(headers::get, Files.readAllBytes(folder.resolve(number + ".jfr.gz")));
  }

  void write(Path folder, int number) throws IOException {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    Files.writeString(folder.resolve(number + ".headers"), lines, StandardCharsets.UTF_8);
    Files.write(folder.resolve(number + ".jfr.gz"), body);
  }

  /** Those of the protocol. */
  Map<String, String> headers() {
    return headers;
  }

  /** Compressed; not to be changed. */
  byte[] body() {
    return body;
  }

  boolean isProfile() {
    return ItemKind.PROFILE.label().equals(headers.get(Wire.KIND_HEADER));
  }

  long endMillis() {
    return Long.parseLong(headers.get(Wire.TIME_HEADER));
  }

  byte[] chunk() throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  /** The same as if it had been recorded until then. */
  SentWindow endingAt(long millis) throws IOException {
    long by = millis - endMillis();
    byte[] chunk = chunk();
    ByteBuffer header = ByteBuffer.wrap(chunk);
    header.putLong(CHUNK_START, header.getLong(CHUNK_START) + by * 1_000_000);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(chunk);
    }
    Map<String, String> moved = new TreeMap<>(headers);
    moved.put(Wire.TIME_HEADER, Long.toString(millis));
    long from = Long.parseLong(headers.get(Wire.FROM_HEADER));
    moved.put(Wire.FROM_HEADER, Long.toString(from + by));
    return new SentWindow(moved, compressed.toByteArray());
  }
}
