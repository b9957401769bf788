import { useMemo, useState } from "react";
import type { Finding, JvmDetail, Series } from "../../api/types";
import { axisEnd } from "../../charts/forecastBand";
import { TimeTracks } from "../../charts/TimeTracks";
import { clockDay, clockSeconds, count, mib } from "../../format";
import type { Interval } from "../../state/range";
import { tickText } from "../overview/JvmTracks";
import { LineTrack } from "../overview/LineTrack";
import { memoryForecast } from "../overview/memoryForecast";
import type { MemoryStack } from "../overview/memoryStack";
import { MemoryTrack } from "../overview/MemoryTrack";
import { single, total } from "../overview/totals";

interface MemoryOverTimeProps {
  jvm: JvmDetail;
  stack: MemoryStack;
  series: readonly Series[];
  /** Open findings about memory, whose forecast is drawn. */
  findings: readonly Finding[];
  shown: Interval;
  moving: boolean;
  now: number;
  onZoom: (from: number, to: number) => void;
  onReset: () => void;
}

/** The regions as a stack over time, above what they hold: buffers, classes, threads. */
export function MemoryOverTime(props: MemoryOverTimeProps) {
  const { jvm, stack, series, findings, shown, moving, now } = props;
  const [hover, setHover] = useState<number>();
  const buffers = single(
    series.filter((each) => each.labels["jvm.buffer.pool.name"] === "direct"),
    "jvm.buffer.count",
  );
  const classes = single(series, "jvm.class.count");
  const threads = total(series, "jvm.thread.count");
  const forecast = useMemo(
    () => memoryForecast(findings, stack, shown, moving, jvm.intervalMillis),
    // The interval is made anew each time.
    [findings, stack, shown.from, shown.to, moving, jvm.intervalMillis],
  );
  const last = stack.times.at(-1);
  const when =
    hover !== undefined
      ? clockSeconds(hover)
      : moving || last === undefined
        ? "now"
        : clockDay(last, now, true);
  const counts = [
    { name: "Direct buffers", unit: "buffers", samples: buffers },
    { name: "Threads", unit: "threads", samples: threads },
    { name: "Classes", unit: "classes", samples: classes },
  ];
  return (
    <TimeTracks
      gone={jvm.state !== "live"}
      from={shown.from}
      to={shown.to}
      until={forecast && axisEnd(shown.from, shown.to)}
      times={stack.times}
      marks={[]}
      hover={hover}
      onHover={setHover}
      onZoom={props.onZoom}
      onReset={props.onReset}
      label="Memory by region over time. Left and right arrow move the crosshair."
      spoken={hover === undefined ? undefined : spoken(stack, hover, when)}
      tickText={tickText}
      hoverText={(time) => clockDay(time, now, true)}
      endText={moving ? "now" : undefined}
    >
      {(plot) => (
        <>
          <MemoryTrack
            plot={plot}
            stack={stack}
            jvm={jvm}
            forecast={forecast}
            hover={hover}
            when={when}
            waiting={false}
            slow={false}
          />
          {counts.map(
            ({ name, unit, samples }) =>
              samples && (
                <LineTrack
                  key={name}
                  plot={plot}
                  hover={hover}
                  intervalMillis={jvm.intervalMillis}
                  height={48}
                  name={name}
                  caption="count"
                  samples={samples}
                  value={(value) => `${count(value)} ${unit}`}
                  note={({ high }) => `up to ${count(Math.max(...high))} in view`}
                />
              ),
          )}
        </>
      )}
    </TimeTracks>
  );
}

function spoken(stack: MemoryStack, time: number, when: string): string {
  let at = 0;
  stack.times.forEach((each, i) => {
    if (Math.abs(each - time) < Math.abs(stack.times[at]! - time)) at = i;
  });
  const rss = stack.rssAt[at];
  return rss === undefined ? when : `${when}, RSS ${mib(rss)}`;
}
