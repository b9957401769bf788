package io.diag.collector;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the collector until the process is told to stop. */
@Command(
    name = "collector",
    description = "Takes what agents send, keeps it, and serves the UI and the API.",
    customSynopsis = "java -jar diag-collector.jar [collector] [OPTIONS]",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class CollectorCommand implements Callable<Integer> {
  private static final long OWN_JAR_MILLIS = 1_000;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + CollectorConfig.DEFAULT_PORT,
      description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = CollectorConfig.DEFAULT_HOST,
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}). One that other machines can reach"
              + " needs --token-file.")
  private String host;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory to keep everything in (default: ~/.diag/data).")
  private Path data = Path.of(System.getProperty("user.home"), ".diag", "data");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the token that agents and API callers must show.")
  private Path tokenFile;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      arity = "1..*",
      description = "Other names the collector answers to, as in a browser's address bar.")
  private Set<String> allowHosts = new LinkedHashSet<>();

  @Option(
      names = "--retention-days",
      paramLabel = "DAYS",
      defaultValue = "" + CollectorConfig.DEFAULT_RETENTION_DAYS,
      description = "Delete data older than this (default: ${DEFAULT-VALUE}).")
  private int retentionDays;

  @Option(
      names = "--retention-gb",
      paramLabel = "GB",
      defaultValue = "" + CollectorConfig.DEFAULT_RETENTION_GB,
      description = "Delete the oldest days above this (default: ${DEFAULT-VALUE}).")
  private double retentionGb;

  @Option(
      names = "--heap-gb",
      paramLabel = "GB",
      defaultValue = "" + CollectorConfig.DEFAULT_HEAP_GB,
      description = "Delete the oldest heap dumps above this (default: ${DEFAULT-VALUE}).")
  private double heapGb;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws StartException, InterruptedException {
    Collector collector = Collector.start(config());
    Runtime.getRuntime().addShutdownHook(new Thread(collector::close, "diag-shutdown"));
    spec.commandLine()
        .getOut()
        .println(
            "diag collector listening on "
                + collector.url()
                + " (data in "
                + data.toAbsolutePath().normalize()
                + ")");
    spec.commandLine().getOut().flush();
    // Ends with the process: the shutdown hook closes the collector.
    Optional<OwnJar> jar = OwnJar.ofThisProcess();
    if (jar.isEmpty()) {
      Thread.currentThread().join();
    }
    endWhenOverwritten(jar.get());
    return 0;
  }

  /** Returns never. What ends the process is made before it is needed: no class can be loaded. */
  private static void endWhenOverwritten(OwnJar jar) throws InterruptedException {
    String line =
        "diag: the collector's own jar "
            + jar.path()
            + " was overwritten while it ran; start the collector again, and next time stop it"
            + " first or move the new jar into place (nothing that was acknowledged is lost)";
    while (!jar.isOverwritten()) {
      Thread.sleep(OWN_JAR_MILLIS);
    }
    System.err.println(line);
    // Not exit: an orderly end needs classes too, and the store is always as after a commit.
    Runtime.getRuntime().halt(1);
  }

  private CollectorConfig config() throws StartException {
    require(port >= 0 && port <= 65_535, "--port " + port + " is not 0 to 65535");
    require(retentionDays >= 1, "--retention-days " + retentionDays + " is not 1 or more");
    require(retentionGb > 0, "--retention-gb " + retentionGb + " is not above 0");
    require(heapGb > 0, "--heap-gb " + heapGb + " is not above 0");
    Optional<String> token =
        tokenFile == null ? Optional.empty() : Optional.of(TokenFile.read(tokenFile));
    return CollectorConfig.local(data.toAbsolutePath().normalize())
        .withAddress(host, port)
        .withToken(token)
        .withAllowHosts(allowHosts)
        .withRetention(retentionDays, retentionGb)
        .withHeap(heapGb)
        .withClock(Clock.systemUTC());
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
