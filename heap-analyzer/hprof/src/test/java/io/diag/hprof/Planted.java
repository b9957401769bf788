package io.diag.hprof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Secrets to be looked for in a dump, in every form that they may have there. */
final class Planted {
  private final List<byte[]> forms = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  Planted text(String secret) {
    add(secret + " as Latin-1 or UTF-8", secret.getBytes(StandardCharsets.UTF_8));
    add(secret + " as UTF-16, little", secret.getBytes(StandardCharsets.UTF_16LE));
    add(secret + " as UTF-16, big", secret.getBytes(StandardCharsets.UTF_16BE));
    return this;
  }

  Planted number(long secret) {
    add(secret + ", big", ByteBuffer.allocate(8).putLong(secret).array());
    add(secret + ", little", ByteBuffer.allocate(8).putLong(Long.reverseBytes(secret)).array());
    return this;
  }

  Planted number(int secret) {
    add(secret + ", big", ByteBuffer.allocate(4).putInt(secret).array());
    return this;
  }

  private void add(String name, byte[] form) {
    names.add(name);
    forms.add(form);
  }

  /** The names of those that are there. */
  List<String> in(byte[] dump) {
    List<String> found = new ArrayList<>();
    String text = new String(dump, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < forms.size(); i++) {
      if (text.contains(new String(forms.get(i), StandardCharsets.ISO_8859_1))) {
        found.add(names.get(i));
      }
    }
    return found;
  }
}
