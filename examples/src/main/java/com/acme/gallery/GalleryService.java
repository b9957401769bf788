package com.acme.gallery;

/** Makes a thumbnail of each picture that is uploaded to it. */
public final class GalleryService {
  private static final int UPLOADS_PER_SECOND = 8;

  private GalleryService() {}

  /**
   * Runs until it is stopped, or until there is no more memory for thumbnails.
   *
   * @param args optionally the uploads a second, 8 by default
   */
  public static void main(String[] args) throws InterruptedException {
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : UPLOADS_PER_SECOND;
    ThumbnailCache thumbnails = new ThumbnailCache();
    System.out.println("gallery takes uploads");
    for (int picture = 0; ; picture++) {
      try {
        thumbnails.thumbnail("picture-" + picture % 100, System.nanoTime());
      } catch (OutOfMemoryError full) {
        System.err.println("no room for another thumbnail: " + full.getMessage());
        System.exit(1);
      }
      Thread.sleep(1_000 / rate);
    }
  }
}
