package io.diag.software;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker, a producer of compressed records and a consumer of them. */
public final class KafkaWork {
  private static final int RECORDS_PER_SECOND = 400;
  private static final int RECORD_BYTES = 1_000;
  private static final String TOPIC = "orders";

  private KafkaWork() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("kafka");
    int port = FreePort.find();
    Properties settings = settings(folder, port, FreePort.find());
    format(folder, settings);
    KafkaRaftServer broker =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, /* doLog= */ false), Time.SYSTEM);
    broker.startup();
    String servers = "127.0.0.1:" + port;
    Turnover turnover = new Turnover();
    Thread consumer = new Thread(() -> consume(servers, turnover), "consumer");
    consumer.setDaemon(true);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "compression.type", "gzip", "linger.ms", "20"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.partitionsFor(TOPIC); // makes the topic before anybody asks for it
      consumer.start();
      turnover.perSecond(RECORDS_PER_SECOND, "producer", () -> send(producer, turnover));
      turnover.answer();
    }
    consumer.join();
    broker.shutdown();
    broker.awaitShutdown();
  }

  private static Properties settings(Path folder, int port, int controllerPort) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", folder.resolve("logs").toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("num.partitions", "1");
    // 30 s after its start a broker compares the times in its records with the times of its files,
    // and warns by chance: those lag by what a tick of the kernel's clock takes.
    settings.put("log.initial.task.delay.ms", String.valueOf(TimeUnit.HOURS.toMillis(1)));
    return settings;
  }

  private static void format(Path folder, Properties settings) throws IOException {
    Path file = folder.resolve("server.properties");
    try (var out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    String[] arguments = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
    };
    if (StorageTool.execute(arguments, nowhere) != 0) {
      throw new IOException("cannot format " + folder);
    }
  }

  private static boolean send(KafkaProducer<byte[], byte[]> producer, Turnover turnover) {
    Future<RecordMetadata> sent =
        producer.send(
            new ProducerRecord<>(TOPIC, new byte[RECORD_BYTES]),
            (metadata, failure) -> {
              if (failure != null && !turnover.isEnding()) {
                turnover.countFailed(failure);
              }
            });
    return sent.isCancelled();
  }

  private static void consume(String servers, Turnover turnover) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "group.id", "g", "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      while (!turnover.isEnding()) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          if (each.value().length == RECORD_BYTES) {
            turnover.countDone();
          } else {
            turnover.countFailed(new IOException(each.value().length + " bytes came"));
          }
        }
      }
    }
  }
}
