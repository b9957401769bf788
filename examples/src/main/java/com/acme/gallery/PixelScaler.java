package com.acme.gallery;

import java.nio.ByteBuffer;

/** Scales pictures to 256 by 256 pixels of four bytes, where a graphics library could read them. */
final class PixelScaler {
  private static final int SIDE = 256;

  private PixelScaler() {}

  static ByteBuffer scale(String picture) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(SIDE * SIDE * Integer.BYTES);
    for (int i = 0; i < SIDE * SIDE; i++) {
      pixels.putInt(picture.hashCode() * 31 + i);
    }
    return pixels.flip();
  }
}
