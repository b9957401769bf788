import type { JvmDetail, Series } from "../../api/types";
import { nearest, usualStep } from "../../charts/samples";
import { TimeTracks } from "../../charts/TimeTracks";
import { clock, clockDay, clockSeconds, cores, count, day, mib } from "../../format";
import type { Interval } from "../../state/range";
import { LineTrack } from "./LineTrack";
import { MemoryTrack } from "./MemoryTrack";
import type { MemoryStack } from "./memoryStack";
import { single, total } from "./totals";

interface JvmTracksProps {
  jvm: JvmDetail;
  /** Undefined until the first answer: the axis is there at once, the data come after. */
  series: Series[] | undefined;
  stack: MemoryStack | undefined;
  shown: Interval;
  moving: boolean;
  slow: boolean;
  now: number;
  hover: number | undefined;
  onHover: (time: number | undefined) => void;
  onZoom: (from: number, to: number) => void;
  onReset: () => void;
}

export function JvmTracks(props: JvmTracksProps) {
  const { jvm, series = [], stack, shown, hover } = props;
  const cpu = single(series, "diag.process.cpu.cores");
  const threads = total(series, "jvm.thread.count");
  const daemons = series.find(
    (each) => each.name === "jvm.thread.count" && each.labels["jvm.thread.daemon"] === "true",
  );
  const cpuCount = single(series, "jvm.cpu.count")?.last.at(-1) ?? jvm.cpus;
  const times = stack?.times ?? cpu?.times ?? threads?.times ?? [];
  const when =
    hover !== undefined ? clockSeconds(hover) : props.moving ? "now" : lastText(times, props.now);
  const waiting = props.series === undefined;

  return (
    <TimeTracks
      from={shown.from}
      to={shown.to}
      times={times}
      hover={hover}
      onHover={props.onHover}
      onZoom={props.onZoom}
      onReset={props.onReset}
      label="Memory, CPU and threads over time. Left and right arrow move the crosshair."
      spoken={hover === undefined ? undefined : spoken()}
      tickText={tickText}
      hoverText={(time) => clockDay(time, props.now, true)}
      endText={props.moving ? "now" : undefined}
    >
      {(plot) => (
        <>
          <MemoryTrack
            plot={plot}
            stack={stack}
            jvm={jvm}
            hover={hover}
            when={when}
            waiting={waiting}
            slow={props.slow}
          />
          <LineTrack
            name="CPU"
            caption={cpuCount === undefined ? "cores" : `cores of ${count(cpuCount)}`}
            plot={plot}
            samples={cpu}
            waiting={waiting}
            height={72}
            ceiling={cpuCount}
            intervalMillis={jvm.intervalMillis}
            hover={hover}
            value={(value) => `${cores(value)} cores`}
            note={(samples) => `up to ${cores(Math.max(...samples.high))} in view`}
            missing="CPU use of the process is not known here."
          />
          <LineTrack
            name="Threads"
            caption="count, all states"
            plot={plot}
            samples={threads}
            waiting={waiting}
            height={56}
            intervalMillis={jvm.intervalMillis}
            hover={hover}
            value={(value) => `${count(value)} threads`}
            note={() => daemonText()}
            missing="The number of threads is not known here."
          />
        </>
      )}
    </TimeTracks>
  );

  function daemonText(): string {
    if (!daemons) return "";
    const points = daemons.points;
    const at =
      hover === undefined
        ? points.length - 1
        : nearest(
            points.map((p) => p[0]!),
            hover,
          );
    const value = points[at]?.at(-1);
    return value === undefined ? "" : `${count(value)} of them daemons`;
  }
  function spoken(): string {
    const reach = 1.5 * (usualStep(times) ?? 0) + 1_000;
    const parts = [when];
    const add = (
      samples: { times: number[]; last: number[] } | undefined,
      text: (value: number) => string,
    ) => {
      const at = samples ? nearest(samples.times, hover!, reach) : -1;
      if (at >= 0) parts.push(text(samples!.last[at]!));
    };
    add(stack?.rss, (value) => `RSS ${mib(value)}`);
    add(cpu, (value) => `${cores(value)} cores`);
    add(threads, (value) => `${count(value)} threads`);
    return parts.join(", ");
  }
}

function lastText(times: readonly number[], now: number): string {
  const last = times.at(-1);
  return last === undefined ? "" : clockDay(last, now, true);
}

/** Midnight is named by its day, and steps below a minute by their seconds. */
export function tickText(time: number, stepMillis: number): string {
  if (stepMillis < 60_000) return clockSeconds(time);
  const text = clock(time);
  return text === "00:00" ? day(time) : text;
}
