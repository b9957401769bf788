package io.diag.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What {@code List.copyOf} is on newer JDKs. */
final class Lists {
  private Lists() {}

  static <T> List<T> copy(Collection<? extends T> elements) {
    return Collections.unmodifiableList(new ArrayList<T>(elements));
  }
}
