package io.diag.software;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with a web application that renders a shopping cart from its session. */
public final class TomcatWork {
  private static final int REQUESTS_PER_SECOND = 200;
  private static final int CART_LINES = 40;

  private TomcatWork() {}

  /** Prints an HTML table of a few kilobytes. */
  static final class CartServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      HttpSession session = request.getSession();
      Integer visits = (Integer) session.getAttribute("visits");
      session.setAttribute("visits", visits == null ? 1 : visits + 1);
      response.setContentType("text/html;charset=UTF-8");
      PrintWriter out = response.getWriter();
      out.println("<table>");
      for (int line = 0; line < CART_LINES; line++) {
        out.println(row(request.getParameter("item"), line));
      }
      out.println("</table>");
    }

    private static String row(String item, int line) {
      return String.format(
          "<tr><td>%s</td><td>%,d</td><td>%.2f</td></tr>", item, line, 19.99 * (line + 1));
    }
  }

  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    Path base = Files.createTempDirectory("tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("/shop", base.toString());
    Tomcat.addServlet(context, "cart", new CartServlet());
    context.addServletMapping("/cart", "cart");
    tomcat.start();
    int port = tomcat.getConnector().getLocalPort();

    Turnover turnover = new Turnover();
    HttpClient client = HttpClient.newHttpClient();
    List<String> items = new ArrayList<>(List.of("tea", "rice", "salt"));
    turnover.perSecond(
        REQUESTS_PER_SECOND,
        "customer",
        () -> {
          String item = items.remove(0);
          items.add(item);
          return visit(client, port, item);
        });
    turnover.answer();
    tomcat.stop();
    tomcat.destroy();
  }

  private static boolean visit(HttpClient client, int port, String item)
      throws IOException, InterruptedException {
    URI cart = URI.create("http://127.0.0.1:" + port + "/shop/cart?item=" + item);
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(cart).header("Cookie", "JSESSIONID=none").build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200 || !response.body().contains("<td>" + item + "</td>")) {
      throw new IOException(response + " " + response.body());
    }
    return true;
  }
}
