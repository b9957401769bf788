package io.diag.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmIdentityTest {
  @AfterEach
  void forget() {
    System.clearProperty(JvmIdentity.PROPERTY);
  }

  @Test
  void theIdStaysAndNoTwoSessionsNumberAlike() {
    JvmIdentity first = JvmIdentity.next();
    JvmIdentity second = JvmIdentity.next();
    assertThat(second.id()).isEqualTo(first.id()).matches("[0-9a-f]{32}");
    assertThat(second.firstSequence() - first.firstSequence()).isEqualTo(1L << 36);
    assertThat(second.firstSequence()).isLessThan(1L << 53);
  }

  @Test
  void aPropertySomebodyElseSpoiledIsReplaced() {
    System.setProperty(JvmIdentity.PROPERTY, "../../etc/passwd/x");
    assertThat(JvmIdentity.next().id()).matches("[0-9a-f]{32}");
  }

  @Test
  void theServiceIsNamedAfterJarOrMainClass() {
    assertThat(service("/opt/app/checkout-1.2.jar --port 1")).isEqualTo("checkout-1.2");
    assertThat(service("com.acme.Main a b")).isEqualTo("com.acme.Main");
    assertThat(service("acme.app/com.acme.Main")).isEqualTo("com.acme.Main");
    assertThat(service("")).isEqualTo("java");
  }

  private static String service(String command) {
    return JvmIdentity.service(Map.of("sun.java.command", command));
  }
}
