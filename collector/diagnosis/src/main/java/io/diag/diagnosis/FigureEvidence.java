package io.diag.diagnosis;

/** One number. */
public final class FigureEvidence extends Evidence {
  private final double value;
  private final String unit;

  /**
   * @param unit as that of a series: {@code By}, {@code s}, {@code 1} for a share
   */
  public FigureEvidence(String label, double value, String unit) {
    super(label);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(label + " is not a finite number; leave it out");
    }
    this.value = value;
    this.unit = unit;
  }

  public double value() {
    return value;
  }

  public String unit() {
    return unit;
  }
}
