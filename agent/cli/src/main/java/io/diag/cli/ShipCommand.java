package io.diag.cli;

import io.diag.hprof.AllowedFields;
import io.diag.hprof.RedactionKey;
import io.diag.hprof.Redactor;
import io.diag.hprof.ThreadNames;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a heap dump that is there already to a collector. */
@Command(
    name = "ship",
    description = "Send a heap dump to a collector, which analyses it",
    mixinStandardHelpOptions = true)
final class ShipCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "HPROF, also compressed with gzip")
  private File file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "key=value,...",
      description = "collector= and token-file=, as the agent takes them",
      defaultValue = "")
  private String options;

  @Option(names = "--redact", description = "Take the data out first; sizes and references stay")
  private boolean redact;

  @Option(names = "--remove", description = "Remove FILE once it is there")
  private boolean remove;

  @Option(names = "--jvm", paramLabel = "ID", description = "The JVM it is of, by the agent's id")
  private String jvmId;

  ShipCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    DumpShipment shipment = DumpShipment.to(options);
    if (!file.isFile()) {
      throw new MisuseException("there is no file " + file);
    }
    if (redact) {
      sendRedacted(shipment);
    } else {
      System.err.println(
          "diag: the file goes as it is, with what the application had in memory; --redact takes"
              + " the data out");
      shipment.send(file.toPath(), jvmId, terminal);
    }
    if (remove && !file.delete()) {
      System.err.println("diag: " + file + " cannot be removed");
    }
    return 0;
  }

  private void sendRedacted(DumpShipment shipment) throws CliException {
    String name = file.getName().replaceAll("\\.gz$", "") + ".gz";
    File folder = new File(System.getProperty("java.io.tmpdir"));
    OutputFile output = OutputFile.begin(new File(folder, "heap-redacted-" + name), true);
    OnInterrupt interrupted =
        OnInterrupt.run(
            () -> {
              output.remove();
              output.abandon();
            });
    try {
      output.keepPrivate();
      redact(output);
      output.appear();
      shipment.send(output.file(), jvmId, terminal);
    } finally {
      if (interrupted.letGo()) {
        output.remove();
        output.abandon();
      }
    }
  }

  private void redact(OutputFile output) throws CliException {
    try (InputStream in = Files.newInputStream(file.toPath())) {
      Redactor redactor =
          new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, ThreadNames.of(file));
      new DumpWriter(output.partial(), /* compressed= */ true, redactor).write(in);
    } catch (IOException unreadable) {
      throw new CliException(
          file + " cannot be redacted: " + unreadable.getMessage() + "; it was not sent",
          unreadable);
    }
  }
}
