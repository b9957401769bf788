import type { SeriesAnswer } from "../../api/client";
import type { Samples } from "../../charts/samples";
import { RESIDENT } from "./ledgerParts";
import { pausesOf, type Pauses } from "./pauses";
import { shareOfGrowth, single, total } from "./totals";

const CPU = "diag.process.cpu.cores";
const APPLICATION_CPU = "diag.profile.cpu.application";
const CPU_COUNT = "jvm.cpu.count";
const THREADS = "jvm.thread.count";
const THREAD_STATES = "diag.jvm.threads";
const ALLOCATION = "diag.jvm.allocation.rate";
const CLASSES = "jvm.class.count";
const FDS = "diag.process.fds";
const FDS_LIMIT = "diag.process.fds.limit";
const PERIODS = "diag.cgroup.cpu.periods";
const THROTTLED = "diag.cgroup.cpu.throttled.periods";
const AGENT_CPU = "diag.agent.cpu.cores";
const AGENT_BUDGET = "diag.agent.cpu.budget";
const AGENT_MEMORY = "diag.agent.memory";

/** What the overview asks for. */
export const OVERVIEW_SERIES = [
  "jvm.memory.used",
  "jvm.memory.used_after_last_gc",
  "jvm.memory.committed",
  "jvm.buffer.memory.used",
  "jvm.gc.duration",
  "diag.process.rss",
  "diag.cgroup.memory.limit",
  RESIDENT,
  CPU,
  APPLICATION_CPU,
  CPU_COUNT,
  THREADS,
  THREAD_STATES,
  ALLOCATION,
  CLASSES,
  FDS,
  FDS_LIMIT,
  PERIODS,
  THROTTLED,
  AGENT_CPU,
  AGENT_BUDGET,
  AGENT_MEMORY,
].join(",");

/** The series of a JVM by what they mean; what it does not send is absent. */
export interface JvmReadings {
  cpu?: Samples;
  /** Cores that ran application code or what it called, by the samples of the CPU profile. */
  applicationCpu?: Samples;
  cpuCount?: number;
  threads?: Samples;
  /** Threads by state: runnable, blocked, waiting, timed_waiting. */
  states: Map<string, Samples>;
  pauses?: Pauses;
  allocation?: Samples;
  classes?: Samples;
  fds?: Samples;
  fdLimit?: number;
  /** Of the periods in which the container may use CPU, the share in which it used up its part. */
  throttled?: Samples;
  agentCpu?: Samples;
  agentBudget?: Samples;
  agentMemory?: Samples;
}

export function jvmReadings(answer: SeriesAnswer | undefined): JvmReadings {
  const { series, histograms } = answer ?? { series: [], histograms: [] };
  const states = new Map<string, Samples>();
  for (const each of series) {
    if (each.name !== THREAD_STATES) continue;
    const state = each.labels["jvm.thread.state"];
    const samples = single([each], THREAD_STATES);
    if (state !== undefined && samples) states.set(state, samples);
  }
  return {
    cpu: single(series, CPU),
    applicationCpu: single(series, APPLICATION_CPU),
    cpuCount: single(series, CPU_COUNT)?.last.at(-1),
    threads: total(series, THREADS),
    states,
    pauses: pausesOf(histograms),
    allocation: single(series, ALLOCATION),
    classes: single(series, CLASSES),
    fds: single(series, FDS),
    fdLimit: single(series, FDS_LIMIT)?.last.at(-1),
    throttled: shareOfGrowth(single(series, THROTTLED), single(series, PERIODS)),
    agentCpu: single(series, AGENT_CPU),
    agentBudget: single(series, AGENT_BUDGET),
    agentMemory: single(series, AGENT_MEMORY),
  };
}
