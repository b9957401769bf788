package io.diag.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void withoutAnySettingTheCollectorIsOnThisMachine() throws ConfigException {
    Config config = read("", Map.of(), Map.of());
    assertThat(config.collector()).hasToString("http://127.0.0.1:7070");
    assertThat(config.service()).isNull();
    assertThat(config.labels()).isEmpty();
    assertThat(config.tokenFile()).isNull();
    assertThat(config.logFile()).isNull();
  }

  @Test
  void argumentsComeBeforePropertiesBeforeEnvironmentBeforeFile() throws Exception {
    write("service=file\ncollector=http://file:1\nlog-file=/file\ntoken-file=/file\n");
    Config config =
        read(
            "service=argument",
            Map.of("diag.service", "property", "diag.collector", "http://property:1"),
            Map.of(
                "DIAG_SERVICE", "env", "DIAG_COLLECTOR", "http://env:1", "DIAG_LOG_FILE", "/env"));
    assertThat(config.service()).isEqualTo("argument");
    assertThat(config.collector()).hasToString("http://property:1");
    assertThat(config.logFile()).isEqualTo(new File("/env"));
    assertThat(config.tokenFile()).isEqualTo(new File("/file"));
  }

  @Test
  void labelsAreSeparatedBySemicolons() throws ConfigException {
    assertThat(read("labels=env:prod;zone: b ;url:http://x").labels())
        .containsExactly(
            Map.entry("env", "prod"), Map.entry("zone", "b"), Map.entry("url", "http://x"));
  }

  @Test
  void anUnknownOptionIsRefusedWithTheNearestKnownOne() {
    assertRefused("colector=x", "unknown option 'colector'; did you mean 'collector'?");
    assertRefused("tokenfile=x", "unknown option 'tokenfile'; did you mean 'token-file'?");
    assertRefused("nonsense", "unknown option 'nonsense'; did you mean");
    assertRefused("service", "option 'service' has no value; write service=VALUE");
  }

  @Test
  void aSlipInAPropertyOrVariableIsRefusedButOthersAreNotOurs() throws ConfigException {
    assertThatThrownBy(() -> read("", Map.of("diag.servise", "x"), Map.of()))
        .hasMessage("unknown setting 'diag.servise'; did you mean 'diag.service'?");
    assertThatThrownBy(() -> read("", Map.of(), Map.of("DIAG_LABEL", "x")))
        .hasMessage("unknown setting 'DIAG_LABEL'; did you mean 'DIAG_LABELS'?");
    assertThat(read("", Map.of("diag.jvm.id", "x/1"), Map.of("DIAG_HOME", "/opt")).service())
        .isNull();
  }

  @Test
  void aCollectorMustBeAPlainHttpAddress() throws ConfigException {
    for (String bad :
        new String[] {"7070", "ftp://h:1", "http://", "http://h:1/path", "http://u:p@h:1", "x y"}) {
      assertRefused("collector=" + bad, "collector= takes http://HOST:PORT");
    }
    assertThat(read("collector=https://diag.example").collector())
        .hasToString("https://diag.example:443");
    assertThat(read("collector=http://[::1]:7070/").collector().isLoopback()).isTrue();
    assertThat(read("collector=http://10.0.0.1:7070").collector().isLoopback()).isFalse();
  }

  @Test
  void aPropertiesFileThatCannotBeReadIsNamed() throws IOException {
    write("service=\\uZZZZ\n");
    assertThatThrownBy(() -> read("")).hasMessageContaining("cannot read " + file());
  }

  @Test
  void theDocumentedTableIsTheDeclaredOne() throws IOException {
    Path docs = Path.of("../../docs/options.md");
    assertThat(Files.readString(docs)).contains(OptionTable.asMarkdown());
  }

  private void assertRefused(String arguments, String message) {
    assertThatThrownBy(() -> read(arguments))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  private Config read(String arguments) throws ConfigException {
    return read(arguments, Map.of(), Map.of());
  }

  private Config read(String arguments, Map<String, String> properties, Map<String, String> env)
      throws ConfigException {
    return new ConfigReader(properties, env, file()).read(arguments);
  }

  private File file() {
    return folder.resolve("diag.properties").toFile();
  }

  private void write(String text) throws IOException {
    Files.writeString(file().toPath(), text);
  }
}
