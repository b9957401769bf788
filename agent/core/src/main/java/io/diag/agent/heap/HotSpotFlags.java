package io.diag.agent.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** The flags of HotSpot. Not there on a VM of another kind, or without {@code jdk.management}. */
public final class HotSpotFlags implements VmFlags {
  private final HotSpotDiagnosticMXBean bean =
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

  @Override
  public String get(String name) {
    String value = bean.getVMOption(name).getValue();
    return value == null ? "" : value;
  }

  @Override
  public void set(String name, String value) {
    bean.setVMOption(name, value);
  }
}
