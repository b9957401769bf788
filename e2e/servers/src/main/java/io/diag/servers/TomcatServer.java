package io.diag.servers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat, whose poller hands requests to workers: a slow servlet blocks no loop. */
public final class TomcatServer {
  private TomcatServer() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "plant", new PlantServlet());
    context.addServletMapping("/*", "plant");
    tomcat.start();
    Asking.ofHttp(tomcat.getConnector().getLocalPort());
  }

  /** Blocks in {@code doGet}. */
  private static final class PlantServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(Plant.at(request.getRequestURI()));
    }
  }
}
