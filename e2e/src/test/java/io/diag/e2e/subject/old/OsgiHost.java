package io.diag.e2e.subject.old;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Runs one bundle that sees nothing but the JDK's java packages and OSGi itself. */
public final class OsgiHost {
  private OsgiHost() {}

  /**
   * @param args the bundle's file and a folder for the framework
   */
  public static void main(String[] args) throws BundleException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, args[1]);
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    settings.put(Constants.FRAMEWORK_BOOTDELEGATION, "");
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
    framework.start();
    Bundle bundle = framework.getBundleContext().installBundle("file:" + args[0]);
    bundle.start();
    framework.waitForStop(0);
    System.exit(Integer.getInteger("bundle.result", 1));
  }
}
