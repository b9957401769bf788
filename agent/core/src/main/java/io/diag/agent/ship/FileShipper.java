package io.diag.agent.ship;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.diag.agent.os.RandomBytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sends a heap dump to the collector in pieces of a megabyte, and goes on where it was after a cut
 * or a restart of either end's network. One thread; blocks; {@link #close} comes from any.
 */
public final class FileShipper implements Closeable {
  private static final String UPLOADS = "/api/v1/heap-uploads";
  private static final int PIECE_BYTES = 1 << 20;
  private static final int ANSWER_MILLIS = 30_000;

  /** The collector reads the whole for its checksum before it answers to the last request. */
  private static final int LAST_ANSWER_MILLIS = 600_000;

  private static final long LAST_WORD_MILLIS = 2_000;

  private final KeptConnection kept;
  private final KeptConnection last;
  private final String token;
  private final long patienceNanos;
  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;
  private volatile boolean closed;

  /**
   * @param patienceSeconds how long nothing may get through before it is given up
   */
  public FileShipper(CollectorAccess collector, int patienceSeconds) {
    this(collector, patienceSeconds * 1_000_000_000L, System::nanoTime);
  }

  FileShipper(CollectorAccess collector, long patienceNanos, LongSupplier nanoTime) {
    kept = new KeptConnection(collector.address(), ANSWER_MILLIS);
    last = new KeptConnection(collector.address(), LAST_ANSWER_MILLIS);
    token = collector.token();
    this.patienceNanos = patienceNanos;
    this.nanoTime = nanoTime;
    SplittableRandom random = new SplittableRandom();
    backoff = new Backoff(random::nextDouble);
  }

  /** Hears how far it is. */
  public interface Listener {
    void sent(long bytes, long total);
  }

  /** One request, which may be made again. */
  private interface Exchange {
    HttpResponse run() throws IOException;
  }

  /**
   * Sends a file.
   *
   * @param name what people call it
   * @param jvmId the id of the JVM it is of, or null
   * @return the id of the heap dump at the collector
   * @throws IOException if the collector refuses it, or is away for too long; the message is for a
   *     person, and nothing is left at the collector
   */
  public String send(File file, String name, String jvmId, Listener listener) throws IOException {
    begun = true;
    try {
      return sendWhole(file, name, jvmId, listener);
    } finally {
      kept.close();
      last.close();
      ended.countDown();
    }
  }

  private String sendWhole(File file, String name, String jvmId, Listener listener)
      throws IOException {
    long total = file.length();
    String checksum = sha256(file);
    String id = RandomBytes.hex(16); // chosen here, so that it can be given up at any time
    String query = "?id=" + id + "&name=" + encoded(name) + "&bytes=" + total;
    String begin = UPLOADS + (jvmId == null ? query : query + "&jvm=" + encoded(jvmId));
    boolean done = false;
    try (RandomAccessFile content = new RandomAccessFile(file, "r")) {
      patiently(() -> request(kept, "POST", begin, "application/json", NOTHING));
      pieces(id, content, total, listener);
      String complete = UPLOADS + "/" + id + "/complete?sha256=" + checksum;
      String dump =
          field(patiently(() -> request(last, "POST", complete, "application/json", NOTHING)));
      done = true;
      return dump;
    } finally {
      if (!done) {
        forget(id);
      }
    }
  }

  /** Gives up what is being sent; waits a little for the collector to hear of it. */
  @Override
  public void close() {
    closed = true;
    kept.close();
    last.close();
    try {
      if (begun && !ended.await(LAST_WORD_MILLIS, TimeUnit.MILLISECONDS)) {
        kept.close();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void pieces(String id, RandomAccessFile content, long total, Listener listener)
      throws IOException {
    long offset = 0;
    while (offset < total) {
      byte[] piece = new byte[(int) Math.min(PIECE_BYTES, total - offset)];
      content.seek(offset);
      content.readFully(piece);
      offset = next(id, offset, piece);
      listener.sent(offset, total);
    }
  }

  /** Where to go on after a piece; after a failure the collector is asked, for it may have it. */
  private long next(String id, long offset, byte[] piece) throws IOException {
    String path = UPLOADS + "/" + id;
    long since = nanoTime.getAsLong();
    while (true) {
      try {
        HttpResponse answer =
            request(kept, "PUT", path + "?offset=" + offset, "application/octet-stream", piece);
        if (answer.status() == 200) {
          backoff.reset();
          return number(answer, "offset");
        }
        RefusedException refused = new RefusedException(answer.status(), answer.text());
        if (answer.status() != 409 && !refused.isWorthAnotherTry()) {
          throw new GivenUpException(refused);
        }
        pause(since, refused);
      } catch (GivenUpException refused) {
        throw refused;
      } catch (IOException broken) {
        pause(since, broken);
      }
      HttpResponse where = patiently(() -> request(kept, "GET", path, "application/json", NOTHING));
      long there = number(where, "offset");
      if (there != offset) {
        return there;
      }
    }
  }

  private HttpResponse patiently(Exchange exchange) throws IOException {
    long since = nanoTime.getAsLong();
    while (true) {
      try {
        HttpResponse answer = exchange.run();
        if (answer.status() / 100 == 2) {
          backoff.reset();
          return answer;
        }
        RefusedException refused = new RefusedException(answer.status(), answer.text());
        if (!refused.isWorthAnotherTry()) {
          throw new GivenUpException(refused);
        }
        pause(since, refused);
      } catch (GivenUpException refused) {
        throw refused;
      } catch (IOException broken) {
        pause(since, broken);
      }
    }
  }

  private void pause(long sinceNanos, IOException cause) throws IOException {
    if (closed) {
      throw new GivenUpException(new EOFException("it was given up"));
    }
    if (nanoTime.getAsLong() - sinceNanos > patienceNanos) {
      throw new GivenUpException(cause);
    }
    try {
      Thread.sleep(backoff.nextMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new GivenUpException(new EOFException("it was given up"));
    }
  }

  private HttpResponse request(
      KeptConnection to, String method, String path, String mediaType, byte[] body)
      throws IOException {
    Map<String, String> headers = KeptConnection.headers(token);
    headers.put("Content-Type", mediaType);
    try {
      HttpResponse answer = to.open().send(method, path, headers, body);
      if (!answer.keepAlive()) {
        to.close();
      }
      return answer;
    } catch (IOException | RuntimeException broken) {
      to.close();
      throw broken;
    }
  }

  /** Once, for whatever stopped the sending may stop this as well; then it goes after a day. */
  private void forget(String id) {
    try {
      request(kept, "DELETE", UPLOADS + "/" + id, "application/json", NOTHING);
    } catch (IOException | RuntimeException notReached) {
      // the collector forgets what nobody goes on with
    }
  }

  private static final byte[] NOTHING = new byte[0];
  private static final JsonFactory JSON = new JsonFactory();

  private static String field(HttpResponse answer) throws IOException {
    try (JsonParser parser = JSON.createParser(answer.body())) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING && "id".equals(parser.currentName())) {
          return parser.getText();
        }
      }
    }
    throw new GivenUpException(new IOException("the collector's answer names no id"));
  }

  private static long number(HttpResponse answer, String name) throws IOException {
    try (JsonParser parser = JSON.createParser(answer.body())) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && name.equals(parser.currentName())) {
          return parser.getLongValue();
        }
      }
    }
    throw new GivenUpException(new IOException("the collector's answer names no " + name));
  }

  private static String encoded(String text) throws UnsupportedEncodingException {
    return URLEncoder.encode(text, "UTF-8");
  }

  private static String sha256(File file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = new FileInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    StringBuilder text = new StringBuilder();
    for (byte each : digest.digest()) {
      text.append(Character.forDigit(each >> 4 & 0xF, 16))
          .append(Character.forDigit(each & 0xF, 16));
    }
    return text.toString();
  }

  /** Ends the sending for good. */
  private static final class GivenUpException extends IOException {
    private static final long serialVersionUID = 1L;

    GivenUpException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
