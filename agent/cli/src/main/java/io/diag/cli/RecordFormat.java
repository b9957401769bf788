package io.diag.cli;

import java.util.Locale;

/** What a recording can be written as; the ending of the file's name decides. */
enum RecordFormat {
  HTML,
  JFR,
  COLLAPSED;

  /**
   * @throws MisuseException naming all of them, if the file ends like none
   */
  static RecordFormat of(String fileName) throws MisuseException {
    for (RecordFormat format : values()) {
      if (fileName.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new MisuseException(
        "'"
            + fileName
            + "' does not say its format; let it end in .html (a flame graph), .jfr or .collapsed");
  }
}
