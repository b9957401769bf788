package com.acme.checkout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Prints receipts, each line signed together with all lines before it. */
final class ReceiptEncoder {
  private static final int PAGE_DOTS = 8_192;

  Receipt encode(Cart cart, long cents) {
    StringBuilder text = new StringBuilder(8_192);
    byte[] signature = new byte[0];
    for (Cart.Line line : cart.lines()) {
      String row = String.format("%-12s %3d pieces", line.article(), line.pieces());
      signature = sign(signature, row);
      text.append(row).append("  ").append(HexFormat.of().formatHex(signature)).append('\n');
    }
    text.append("total ").append(cents / 100.0).append('\n');
    return new Receipt(cart.number(), text.toString(), page(text));
  }

  /** One dot a byte, as a printer takes it. */
  private static ByteBuffer page(CharSequence text) {
    byte[] page = new byte[PAGE_DOTS];
    for (int i = 0; i < page.length; i++) {
      page[i] = (byte) (text.charAt(i % text.length()) >> (i & 3));
    }
    return ByteBuffer.wrap(page).asReadOnlyBuffer();
  }

  private static byte[] sign(byte[] before, String row) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(before);
      return digest.digest(row.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException required) {
      throw new IllegalStateException("every JVM has SHA-256", required);
    }
  }
}
