package io.diag.diagnosis.rule;

import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.growth.Forecast;
import io.diag.diagnosis.growth.Growth;
import io.diag.diagnosis.growth.MemoryHistory;
import io.diag.diagnosis.growth.MemoryKind;

/** What a growth is in one sentence. */
final class GrowthSentence {
  private final GrowthSubject subject;
  private final Growth growth;
  private final MemoryHistory memory;

  GrowthSentence(GrowthSubject subject, Growth growth, MemoryHistory memory) {
    this.subject = subject;
    this.growth = growth;
    this.memory = memory;
  }

  /**
   * @param share of the growth of RSS, or {@code NaN}
   * @param stack whose code takes it, or null
   * @param forecast of the bound that is reached first, or null
   */
  String text(double share, GrowthStack stack, Forecast forecast) {
    StringBuilder text = new StringBuilder(subject.name);
    boolean sure = growth.sureness() == Growth.Sureness.SURE;
    text.append(sure ? (subject.plural ? " grow " : " grows ") : likely());
    text.append(rate());
    if (subject.kind != MemoryKind.HEAP_LIVE && heapIsFlat()) {
      text.append(" while the heap is flat");
    }
    if (!Double.isNaN(share)) {
      text.append(subject.plural ? "; they explain " : "; it explains ");
      text.append(Words.percent(share)).append(" of the growth of RSS");
    }
    if (stack != null) {
      text.append("; ").append(Words.percent(stack.share())).append(takenIn());
      text.append(stack.method());
    }
    if (forecast != null && LimitForecastRule.isTold(forecast)) {
      text.append("; ").append(forecast.bound().words()).append(" is reached in about ");
      text.append(Words.roughly(forecast.seconds()));
    }
    if (!sure) {
      text.append(
          growth.isLikely()
              ? "; so far, a cache that fills would look the same"
              : "; no collection has looked yet at what of it is dead");
    }
    return text.append('.').toString();
  }

  private String likely() {
    return (subject.plural ? " are" : " is")
        + " growing, "
        + (growth.isLikely() ? "likely" : "possibly")
        + ": by ";
  }

  private String takenIn() {
    switch (subject.kind) {
      case THREADS:
        return " are started in ";
      case METASPACE:
      case CODE:
        return " of the classes are loaded in ";
      case MAPPED:
        return " are mapped in ";
      default:
        return " is taken in ";
    }
  }

  private String rate() {
    if (subject.countsBytes()) {
      return Words.perMinute(growth.perSecond());
    }
    double perMinute = growth.perSecond() * 60;
    return perMinute >= 2
        ? Math.round(perMinute) + " a minute"
        : Math.round(perMinute * 60) + " an hour";
  }

  private boolean heapIsFlat() {
    return memory.growth(MemoryKind.HEAP_LIVE).sureness() == Growth.Sureness.FLAT;
  }
}
