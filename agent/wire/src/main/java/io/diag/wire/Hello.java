package io.diag.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who a JVM is and what its agent does. Sent before the first item, again whenever it changes, and
 * again when the collector does not know the JVM; repeating it changes nothing.
 */
public final class Hello {
  private final String service;
  private final String host;
  private final long pid;
  private final String jdk;
  private final String vm;
  private final String gc;
  private final String os;
  private final int cpus;
  private final long startedAtMillis;
  private final long sentAtMillis;
  private final long intervalMillis;
  private final String agentVersion;
  private final Map<String, String> labels;
  private final List<FeatureState> features;

  private Hello(Builder b) {
    service = required("service", b.service);
    host = required("host", b.host);
    pid = b.pid;
    jdk = required("jdk", b.jdk);
    vm = b.vm;
    gc = b.gc;
    os = b.os;
    cpus = b.cpus;
    startedAtMillis = b.startedAtMillis;
    sentAtMillis = b.sentAtMillis;
    intervalMillis = b.intervalMillis;
    agentVersion = b.agentVersion;
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(b.labels));
    features = Collections.unmodifiableList(new ArrayList<>(b.features));
  }

  public static Builder builder() {
    return new Builder();
  }

  private static String required(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return value;
  }

  public String service() {
    return service;
  }

  public String host() {
    return host;
  }

  public long pid() {
    return pid;
  }

  /** The runtime's version, as in {@code 17.0.15}. */
  public String jdk() {
    return jdk;
  }

  /** The VM's name, or null. */
  public String vm() {
    return vm;
  }

  /** The collector's short name, as in {@code G1}, or null when it is not known. */
  public String gc() {
    return gc;
  }

  /** Operating system and architecture, as in {@code Linux amd64}, or null. */
  public String os() {
    return os;
  }

  /** Processors the JVM may use, or 0 when it is not known. */
  public int cpus() {
    return cpus;
  }

  public long startedAtMillis() {
    return startedAtMillis;
  }

  /** The JVM's clock when this was sent; the collector tells the clocks' difference from it. */
  public long sentAtMillis() {
    return sentAtMillis;
  }

  /** How often series are read. Silence of several intervals means the JVM is lost. */
  public long intervalMillis() {
    return intervalMillis;
  }

  public String agentVersion() {
    return agentVersion;
  }

  public Map<String, String> labels() {
    return labels;
  }

  public List<FeatureState> features() {
    return features;
  }

  /** Collects the fields of a {@link Hello}; service, host and jdk are required. */
  public static final class Builder {
    private String service;
    private String host;
    private long pid;
    private String jdk;
    private String vm;
    private String gc;
    private String os;
    private int cpus;
    private long startedAtMillis;
    private long sentAtMillis;
    private long intervalMillis = 5_000;
    private String agentVersion = "";
    private Map<String, String> labels = Collections.emptyMap();
    private List<FeatureState> features = Collections.emptyList();

    private Builder() {}

    public Builder service(String value) {
      service = value;
      return this;
    }

    public Builder host(String value) {
      host = value;
      return this;
    }

    public Builder pid(long value) {
      pid = value;
      return this;
    }

    public Builder jdk(String value) {
      jdk = value;
      return this;
    }

    public Builder vm(String value) {
      vm = value;
      return this;
    }

    public Builder gc(String value) {
      gc = value;
      return this;
    }

    public Builder os(String value) {
      os = value;
      return this;
    }

    public Builder cpus(int value) {
      cpus = value;
      return this;
    }

    public Builder startedAtMillis(long value) {
      startedAtMillis = value;
      return this;
    }

    public Builder sentAtMillis(long value) {
      sentAtMillis = value;
      return this;
    }

    public Builder intervalMillis(long value) {
      intervalMillis = value;
      return this;
    }

    public Builder agentVersion(String value) {
      agentVersion = value;
      return this;
    }

    public Builder labels(Map<String, String> value) {
      labels = value;
      return this;
    }

    public Builder features(List<FeatureState> value) {
      features = value;
      return this;
    }

    /**
     * @throws IllegalArgumentException if service, host or jdk is missing
     */
    public Hello build() {
      return new Hello(this);
    }
  }
}
