package io.diag.collector.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadBodyTest {
  private static final int TIMES = 10;

  @TempDir private Path data;
  private RunningCollector collector;

  @BeforeEach
  void start() throws StartException {
    collector = new RunningCollector(data);
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT /wire/v1/jvms/11111111, Origin: http://evil.example, 403",
    "POST /wire/v1/jvms/11111111/items/1, Diag-Item: series, 400",
    "POST /api/v1/nope, X-Any: x, 404",
    "POST /wire/v1/jvms/11111111, X-Any: x, 405",
  })
  void aRequestThatIsRefusedBeforeItsBodyHasComeLeavesTheConnectionOpen(
      String line, String header, int status) throws IOException {
    for (int i = 0; i < TIMES; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
        socket.setSoTimeout(10_000);
        OutputStream out = socket.getOutputStream();
        out.write(
            (line
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + header
                    + "\r\nContent-Length: 2\r\n\r\n")
                .getBytes(US_ASCII));
        out.flush();
        // By the time this is answered, a refusal that waits for no body is so too.
        assertThat(collector.get("/healthz").statusCode()).isEqualTo(200);
        out.write(
            "{}GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(US_ASCII));
        out.flush();
        String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answers).startsWith("HTTP/1.1 " + status).contains("HTTP/1.1 200");
      }
    }
  }
}
