import { points } from "../../amounts";
import { changeColour, type FlameColours } from "../../flame/painter";

const STEPS = 11;

interface ChangeLegendProps {
  /** The change of share at which the colours are deepest. */
  reach: number;
  colours: FlameColours;
  searching: boolean;
}

/** What the colours of a difference mean, from what shrank most to what grew most. */
export function ChangeLegend({ reach, colours, searching }: ChangeLegendProps) {
  const steps = Array.from({ length: STEPS }, (_, i) => (2 * i) / (STEPS - 1) - 1);
  return (
    <ul className="legend" aria-label="Colours">
      <li>less, {points(-reach)} points</li>
      <li aria-hidden className="change-scale">
        {steps.map((step) => (
          <span key={step} style={{ background: changeColour(colours, step) }} />
        ))}
      </li>
      <li>more, {points(reach)} points</li>
      {searching && (
        <li>
          <span className="swatch match" />
          match
        </li>
      )}
    </ul>
  );
}
