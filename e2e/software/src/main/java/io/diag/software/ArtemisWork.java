package io.diag.software;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An Artemis broker with a journal on disk, and durable messages through it over TCP. */
public final class ArtemisWork {
  private static final int MESSAGES_PER_SECOND = 150;
  private static final int MESSAGE_BYTES = 2_000;
  private static final String QUEUE = "orders";

  private ArtemisWork() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("artemis");
    int port = FreePort.find();
    String address = "tcp://127.0.0.1:" + port;
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(true)
            .setJournalType(JournalType.NIO)
            .setJournalDirectory(folder.resolve("journal").toString())
            .setBindingsDirectory(folder.resolve("bindings").toString())
            .setLargeMessagesDirectory(folder.resolve("large").toString())
            .setPagingDirectory(folder.resolve("paging").toString())
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .addAcceptorConfiguration("tcp", address);
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    broker.setConfiguration(configuration);
    broker.start();
    try (ServerLocator locator = ActiveMQClient.createServerLocator(address);
        ClientSessionFactory factory = locator.createSessionFactory();
        ClientSession sending = factory.createSession();
        ClientSession receiving = factory.createSession()) {
      sending.createQueue(QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST));
      Turnover turnover = new Turnover();
      receiving.createConsumer(QUEUE).setMessageHandler(message -> take(message, turnover));
      receiving.start();
      ClientProducer producer = sending.createProducer(QUEUE);
      turnover.perSecond(MESSAGES_PER_SECOND, "sender", () -> send(sending, producer));
      turnover.answer();
    }
    broker.stop();
  }

  private static boolean send(ClientSession session, ClientProducer producer) throws Exception {
    ClientMessage message = session.createMessage(/* durable= */ true);
    message.getBodyBuffer().writeBytes(new byte[MESSAGE_BYTES]);
    producer.send(message);
    return false;
  }

  private static void take(ClientMessage message, Turnover turnover) {
    try {
      message.acknowledge();
      if (message.getBodySize() < MESSAGE_BYTES) {
        throw new IllegalStateException(message.getBodySize() + " bytes came");
      }
      turnover.countDone();
    } catch (Exception lost) {
      turnover.countFailed(lost);
    }
  }
}
