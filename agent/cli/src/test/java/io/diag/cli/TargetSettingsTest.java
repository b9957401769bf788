package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class TargetSettingsTest {
  @Test
  void nothingIsSaidAgainstAnOrdinaryJvm() {
    assertThat(settings("java.specification.version", "17").against()).isNull();
  }

  @Test
  void aSystemClassLoaderThatNeverTookAnAgentIsNotAskedTo() {
    assertThat(settings("java.system.class.loader", "acme.Loader").against())
        .startsWith("has a system class loader of its own (acme.Loader)");
  }

  @Test
  void oneThatTookItAtTheStartTakesItLaterSinceNine() {
    assertThat(on("java.system.class.loader", "acme.Loader", "17").againstLoading()).isNull();
    assertThat(on("java.system.class.loader", "acme.Loader", "1.8").againstLoading()).isNotNull();
  }

  @Test
  void aSecurityManagerThatIsOnlyAllowedIsNoReason() {
    assertThat(settings("java.security.manager", "").against()).contains("security manager");
    assertThat(settings("java.security.manager", "acme.Guard").against()).isNotNull();
    assertThat(settings("java.security.manager", "allow").against()).isNull();
    assertThat(settings("java.security.manager", "disallow").against()).isNull();
  }

  private static TargetSettings on(String key, String value, String version) {
    Properties properties = new Properties();
    properties.setProperty(key, value);
    properties.setProperty("java.specification.version", version);
    properties.setProperty(AgentCall.ON_PROPERTY, "1");
    return new TargetSettings(properties);
  }

  private static TargetSettings settings(String key, String value) {
    Properties properties = new Properties();
    properties.setProperty(key, value);
    return new TargetSettings(properties);
  }
}
