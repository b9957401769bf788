package io.diag.collector;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar this runs from. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"diag collector " + ofThisBuild()};
  }

  static String ofThisBuild() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }
}
