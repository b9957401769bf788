package io.diag.benchmarks.profile;

import io.diag.collector.Collector;
import io.diag.collector.CollectorConfig;
import io.diag.wire.Hello;
import io.diag.wire.HelloCodec;
import io.diag.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the flame graph of one hour of one busy JVM takes, from the request to the last byte of
 * its answer. The hour is made of the recorded windows, again and again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 8, time = 4)
@Fork(2)
public class FlameGraphBenchmark {
  private static final String JVM = "benchmark-jvm";
  private static final int WINDOWS = 360;

  @Param public BusyServer server;

  @Param({"cpu", "alloc"})
  public String event;

  private final HttpClient client = HttpClient.newHttpClient();
  private FolderOfOurs data;
  private Collector collector;
  private URI hour;

  @Setup
  public void fillAnHour() throws Exception {
    List<SentWindow> windows = server.windows();
    data = new FolderOfOurs();
    collector =
        Collector.start(
            CollectorConfig.local(data.resolve("data")).withClock(SteadyClock.fromNoon()));
    Hello hello = Hello.builder().service("busy").host("here").jdk("17").build();
    send(
        HttpRequest.newBuilder(URI.create(collector.url() + Wire.jvmPath(JVM)))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(HelloCodec.write(hello))));
    long end = SteadyClock.NOON_MILLIS;
    for (int i = 1; i <= WINDOWS; i++) {
      SentWindow window = windows.get(i % windows.size());
      send(i, window.endingAt(end - 10_000L * (WINDOWS - i)));
    }
    String range = "&from=" + (end - 3_600_000) + "&to=" + end;
    String query = "?event=" + event + range + "&by=thread"; // as the page asks
    hour = URI.create(collector.url() + "/api/v1/jvms/" + JVM + "/profile" + query);
    System.out.printf("%nthe answer has %,d bytes%n", flameGraphOfAnHour().length);
  }

  @TearDown
  public void close() throws IOException {
    collector.close();
    data.close();
  }

  @Benchmark
  public byte[] flameGraphOfAnHour() throws Exception {
    return send(HttpRequest.newBuilder(hour).GET());
  }

  private void send(int sequence, SentWindow window) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(collector.url() + Wire.itemPath(JVM, sequence)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(window.body()));
    window.headers().forEach(request::header);
    send(request);
  }

  private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("answered " + answer.statusCode());
    }
    return answer.body();
  }
}
