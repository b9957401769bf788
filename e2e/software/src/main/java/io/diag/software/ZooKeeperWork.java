package io.diag.software;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A ZooKeeper server and a client that writes nodes, reads them back and deletes them. */
public final class ZooKeeperWork {
  private static final int TURNS_PER_SECOND = 60;
  private static final int TICK_MILLIS = 2_000;
  private static final int NODE_BYTES = 2_000;

  private ZooKeeperWork() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("zookeeper");
    ZooKeeperServer server = new ZooKeeperServer(folder.toFile(), folder.toFile(), TICK_MILLIS);
    ServerCnxnFactory connections = new NIOServerCnxnFactory();
    connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    connections.startup(server);
    ZooKeeper client = connect(connections.getLocalPort());
    client.create("/turns", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    Turnover turnover = new Turnover();
    AtomicInteger turn = new AtomicInteger();
    turnover.perSecond(
        TURNS_PER_SECOND, "writer", () -> turn(client, "/turns/n" + turn.getAndIncrement()));
    turnover.answer();
    client.close();
    connections.shutdown();
  }

  private static ZooKeeper connect(int port) throws IOException, InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            "127.0.0.1:" + port,
            30_000,
            event -> {
              if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    if (!connected.await(30, TimeUnit.SECONDS)) {
      throw new IOException("no connection to the server");
    }
    return client;
  }

  private static boolean turn(ZooKeeper client, String node)
      throws KeeperException, InterruptedException, IOException {
    byte[] data = new byte[NODE_BYTES];
    Arrays.fill(data, (byte) node.length());
    client.create(node, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
    client.setData(node, data, 0);
    if (!Arrays.equals(client.getData(node, false, null), data)) {
      throw new IOException(node + " holds something else");
    }
    client.delete(node, 1);
    return true;
  }
}
