import { endOf } from "../../charts/forecastBand";
import { yOf, type ValueScale } from "../../charts/area";
import { xOf } from "../../charts/timeScale";
import type { Plot } from "../../charts/TimeTracks";
import { aboutClock, forecastWords } from "./forecastWords";
import type { MemoryForecast } from "./memoryForecast";

// Half of "about 15:09": at the edge it moves inwards.
const CLOCK_PX = 34;
const EDGE_PX = 6;

interface ForecastMarksProps {
  forecast: MemoryForecast;
  plot: Plot;
  scale: ValueScale;
}

/** The words of a forecast; a screen reader has them with the picture. */
export function ForecastMarks({ forecast, plot, scale }: ForecastMarksProps) {
  const { time, now } = plot;
  const top = yOf(scale, forecast.limit);
  const end = endOf(forecast, forecast.about, time.to);
  return (
    <div aria-hidden>
      {forecast.about <= time.to && top >= 0 && (
        <span
          className="forecast-time"
          style={{ left: Math.min(xOf(time, end.time), time.width - CLOCK_PX), top }}
        >
          {aboutClock(forecast)}
        </span>
      )}
      <p className="forecast-words" style={{ left: xOf(time, now) + EDGE_PX }}>
        <b>Forecast</b> {forecastWords(forecast, now)}
      </p>
    </div>
  );
}
