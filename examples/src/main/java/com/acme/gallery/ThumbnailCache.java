package com.acme.gallery;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Keeps the thumbnail of each version of a picture, old ones as well: this is the leak. */
final class ThumbnailCache {
  private final Map<String, ByteBuffer> thumbnails = new HashMap<>();

  ByteBuffer thumbnail(String picture, long version) {
    return thumbnails.computeIfAbsent(picture + "@" + version, each -> PixelScaler.scale(picture));
  }
}
