package io.diag.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;

/** JSON for who reads the output with a program, on one line. */
final class Json {
  private Json() {}

  /** Writes one value. */
  interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  static String of(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      content.write(out);
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return text.toString();
  }
}
