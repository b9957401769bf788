import { amount, bytes } from "../../amounts";
import { axisEnd } from "../../charts/forecastBand";
import type { JvmDetail } from "../../api/types";
import { gapMillis, greatest, nearest, usualStep, type Samples } from "../../charts/samples";
import { TimeTracks, type Mark } from "../../charts/TimeTracks";
import {
  clock,
  clockDay,
  clockSeconds,
  cores,
  count,
  day,
  mib,
  percentFine,
  span,
} from "../../format";
import type { Interval } from "../../state/range";
import type { JvmReadings } from "./jvmReadings";
import { LineTrack } from "./LineTrack";
import { MemoryTrack } from "./MemoryTrack";
import type { MemoryForecast } from "./memoryForecast";
import type { MemoryStack } from "./memoryStack";
import { PauseTrack } from "./PauseTrack";
import { threadNote } from "./threadNote";

/** The length of a window of samples, and how long they may be on their way. */
const WINDOW_MILLIS = 10_000;
const PROFILE_MILLIS = 60_000;

interface JvmTracksProps {
  jvm: JvmDetail;
  /** Whether the first answer is yet to come: the axis is there at once, the data come after. */
  waiting: boolean;
  /** When findings began. */
  marks: readonly Mark[];
  readings: JvmReadings;
  stack: MemoryStack | undefined;
  forecast: MemoryForecast | undefined;
  shown: Interval;
  moving: boolean;
  slow: boolean;
  now: number;
  hover: number | undefined;
  onHover: (time: number | undefined) => void;
  onZoom: (from: number, to: number) => void;
  onReset: () => void;
}

/** All that was measured over time. What a JVM does not send has no track, save the main three. */
export function JvmTracks(props: JvmTracksProps) {
  const { jvm, readings, stack, forecast, shown, hover, waiting } = props;
  const { cpu, applicationCpu, threads, states, pauses, allocation, classes, fds, throttled } =
    readings;
  const { agentCpu, agentBudget, agentMemory } = readings;
  const cpuCount = readings.cpuCount ?? jvm.cpus;
  const times = stack?.times ?? cpu?.times ?? threads?.times ?? [];
  const when =
    hover !== undefined
      ? clockSeconds(hover)
      : props.moving
        ? "now"
        : lastText(times, props.now, jvm.state !== "live");
  const upTo = (text: (value: number) => string) => (samples: Samples) =>
    `up to ${text(greatest(samples.high, -Infinity))} in view`;

  return (
    <TimeTracks
      gone={jvm.state !== "live"}
      from={shown.from}
      to={shown.to}
      until={forecast && axisEnd(shown.from, shown.to)}
      times={times}
      marks={props.marks}
      hover={hover}
      onHover={props.onHover}
      onZoom={props.onZoom}
      onReset={props.onReset}
      label="Memory, CPU, threads and more over time. Left and right arrow move the crosshair."
      spoken={hover === undefined ? undefined : spoken()}
      tickText={tickText}
      hoverText={(time) => clockDay(time, props.now, true)}
      endText={props.moving ? "now" : undefined}
    >
      {(plot) => {
        const shared = { plot, hover, intervalMillis: jvm.intervalMillis, height: 48 };
        return (
          <>
            <MemoryTrack
              plot={plot}
              stack={stack}
              jvm={jvm}
              forecast={forecast}
              hover={hover}
              when={when}
              waiting={waiting}
              slow={props.slow}
            />
            <LineTrack
              {...shared}
              name="CPU"
              caption={cpuCount === undefined ? "cores" : `cores of ${count(cpuCount)}`}
              samples={cpu}
              part={applicationCpu}
              partColour="flame-warm-1"
              waiting={waiting}
              height={56}
              ceiling={cpuCount}
              value={(value) => `${cores(value)} cores`}
              note={(samples, time) =>
                applicationNote(time) ?? upTo((value) => cores(value))(samples)
              }
              missing="CPU use of the process is not known here."
            />
            {throttled && (
              <LineTrack
                {...shared}
                name="CPU throttling"
                caption="share of periods cut short"
                samples={throttled}
                value={(value) => `${percentFine(value)} throttled`}
                note={upTo(percentFine)}
                tickText={(value) => `${Math.round(value * 100)}%`}
              />
            )}
            {pauses && (
              <PauseTrack
                plot={plot}
                hover={hover}
                intervalMillis={jvm.intervalMillis}
                pauses={pauses}
                since={jvm.firstSeenAt}
              />
            )}
            {allocation && (
              <LineTrack
                {...shared}
                name="Allocation"
                caption="bytes a second"
                samples={allocation}
                value={(value) => amount(value, "By/s")}
                note={upTo((value) => amount(value, "By/s"))}
                tickText={(value) => (value === 0 ? "0" : bytes(value))}
                tickUnit={1024 * 1024}
              />
            )}
            <LineTrack
              {...shared}
              name="Threads"
              caption={states.has("runnable") ? "count, runnable darker" : "count, all states"}
              samples={threads}
              part={states.get("runnable")}
              waiting={waiting}
              value={(value) => `${count(value)} threads`}
              note={(_, time) => threadNote(states, time)}
              missing="The number of threads is not known here."
            />
            {classes && (
              <LineTrack
                {...shared}
                name="Classes"
                caption="loaded"
                samples={classes}
                value={(value) => `${count(value)} classes`}
                note={upTo(count)}
              />
            )}
            {fds && (
              <LineTrack
                {...shared}
                name="File descriptors"
                caption="open, sockets among them"
                samples={fds}
                ceiling={readings.fdLimit}
                value={(value) => `${count(value)} open`}
                note={(samples) =>
                  readings.fdLimit === undefined
                    ? upTo(count)(samples)
                    : `the limit is ${count(readings.fdLimit)}`
                }
              />
            )}
            {agentCpu && (
              <LineTrack
                {...shared}
                name="diag itself"
                caption="% of a core, budget dotted"
                samples={agentCpu}
                bound={agentBudget}
                value={(value) => `${percentFine(value)} of a core`}
                note={(_, time) => agentNote(time)}
                tickText={(value) => `${Number((value * 100).toPrecision(2))}%`}
              />
            )}
          </>
        );
      }}
    </TimeTracks>
  );

  function applicationNote(time: number): string | undefined {
    if (!applicationCpu) return undefined;
    const { times, last } = applicationCpu;
    // A profile comes a minute after what it tells of.
    const at = nearest(times, time, gapMillis(times, WINDOW_MILLIS) + PROFILE_MILLIS);
    return at < 0 ? undefined : `${cores(last[at]!)} under application code`;
  }
  function agentNote(time: number): string {
    const at = (samples: Samples | undefined) => samples?.last[nearest(samples.times, time)];
    const budget = at(agentBudget);
    const memory = at(agentMemory);
    return [
      budget !== undefined && `budget ${percentFine(budget)}`,
      memory !== undefined && bytes(memory),
    ]
      .filter(Boolean)
      .join(", ");
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
    add(allocation, (value) => `${amount(value, "By/s")} allocated`);
    add(threads, (value) => `${count(value)} threads`);
    add(fds, (value) => `${count(value)} file descriptors`);
    return parts.join(", ");
  }
}

/** When the last reading was; of a JVM that is gone also how long ago, for it will not be newer. */
function lastText(times: readonly number[], now: number, gone: boolean): string {
  const last = times.at(-1);
  if (last === undefined) return "";
  const text = clockDay(last, now, true);
  return gone ? `${text}, ${span(Math.max(0, now - last))} ago` : text;
}

/** Midnight is named by its day, and steps below a minute by their seconds. */
export function tickText(time: number, stepMillis: number): string {
  if (stepMillis < 60_000) return clockSeconds(time);
  const text = clock(time);
  return text === "00:00" ? day(time) : text;
}
