package io.diag.collector.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text format as strictly as its description allows: every family once, with its help and
 * type before its samples and nothing else between them, no sample twice, histograms that add up.
 */
final class Scrape {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)");
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{" + LABEL + "(?:," + LABEL + ")*})? (\\S+)");
  private static final Set<String> PARTS = Set.of("_bucket", "_sum", "_count");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> helps = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();

  private Scrape() {}

  static Scrape parse(String text) {
    require(text.endsWith("\n"), "the last line has no end");
    Scrape scrape = new Scrape();
    String family = null;
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        family = help.group(1);
        require(scrape.helps.put(family, help.group(2)) == null, "help twice: " + line);
      } else if (type.matches()) {
        require(type.group(1).equals(family), "type without its help: " + line);
        require(scrape.types.put(family, type.group(2)) == null, "type twice: " + line);
      } else {
        require(sample.matches(), "neither help, type nor sample: " + line);
        require(scrape.belongs(sample.group(1), family), "outside of its family: " + line);
        String key = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
        require(scrape.samples.put(key, number(sample.group(3))) == null, "twice: " + line);
      }
    }
    scrape.types.forEach(scrape::check);
    return scrape;
  }

  Set<String> families() {
    return types.keySet();
  }

  String type(String family) {
    return types.get(family);
  }

  /** Names of the labels of a family's samples, in their order. */
  List<String> labels(String family) {
    for (String key : samples.keySet()) {
      if (key.startsWith(family + "{")) {
        List<String> labels = new ArrayList<>();
        Matcher label = Pattern.compile("[{,]([a-zA-Z_]+)=\"").matcher(key);
        while (label.find()) {
          labels.add(label.group(1));
        }
        return labels;
      }
    }
    return List.of();
  }

  /**
   * @param sample with its labels, as in the text
   * @return null when there is none
   */
  Double value(String sample) {
    return samples.get(sample);
  }

  private boolean belongs(String name, String family) {
    if (family == null || !types.containsKey(family)) {
      return false;
    }
    if (types.get(family).equals("histogram")) {
      return PARTS.stream().anyMatch(part -> name.equals(family + part));
    }
    return name.equals(family);
  }

  private void check(String family, String type) {
    if (type.equals("counter")) {
      require(family.endsWith("_total"), "a counter ends in _total: " + family);
    }
    if (!type.equals("histogram")) {
      require(
          samples.keySet().stream()
              .anyMatch(key -> key.equals(family) || key.startsWith(family + "{")),
          "no sample: " + family);
      return;
    }
    double last = 0;
    double bound = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, Double> sample : samples.entrySet()) {
      Matcher bucket =
          Pattern.compile(Pattern.quote(family) + "_bucket\\{le=\"(.*)\"}")
              .matcher(sample.getKey());
      if (bucket.matches()) {
        require(number(bucket.group(1)) > bound, "bounds do not rise: " + sample);
        require(sample.getValue() >= last, "buckets do not add up: " + sample);
        bound = number(bucket.group(1));
        last = sample.getValue();
      }
    }
    require(bound == Double.POSITIVE_INFINITY, "no last bucket: " + family);
    require(samples.get(family + "_count") == last, "count is not the last bucket: " + family);
    require(samples.get(family + "_sum") >= 0, "no sum: " + family);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
