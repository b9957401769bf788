import type { ApiError } from "../../api/client";
import type { Feature, JvmDetail } from "../../api/types";
import { clockDay, fullTime, mib, mibNumber, span } from "../../format";
import { setQuery } from "../../state/place";
import { StaleNotice } from "../shell/Failure";
import { ForgetButton } from "./ForgetButton";
import { LostIcon, NoticeIcon, WarningIcon } from "../shell/icons";
import { missingFeatures } from "./features";

/** What each feature of the agent brings, by the name the agent gives it. */
const FEATURES: Record<string, string> = {
  "cpu-profile": "CPU profile",
  "alloc-profile": "Allocation profile",
  "lock-profile": "Lock profile",
  "process-cpu": "CPU use",
  "machine-cpu": "CPU of the machine",
  "memory-pools": "Heap and JVM memory",
  "buffer-pools": "Direct buffers",
  rss: "RSS",
  "memory-ledger": "Memory by region",
  "netty-memory": "Netty buffers",
  cgroup: "Container limit",
  "cgroup-cpu": "CPU throttling",
  threads: "Thread count",
  "thread-states": "Threads by state",
  deadlocks: "Deadlocks",
  gc: "GC pauses",
  allocation: "Allocation rate",
  classes: "Class count",
  compiler: "JIT compiler",
  safepoints: "Safepoints",
  fds: "File descriptors",
  load: "Load of the machine",
  pressure: "Pressure",
  "agent-account": "Cost of diag",
  loops: "Event loops",
  workers: "Worker threads",
  uptime: "Uptime",
  budget: "Budget of diag",
  commands: "Commands",
  "oom-dump": "Dump without memory",
};

const LAST_MILLIS = 300_000;
// Of the limit: between two readings, and with the page cache, the rest is soon gone.
const KILL_SHARE = 0.95;

interface JvmNoticesProps {
  jvm: JvmDetail;
  now: number;
  stale?: ApiError;
  staleSince?: number;
  /** The features this screen would show; all when absent. */
  only?: string[];
}

/** What a viewer must know before reading the charts: the JVM is gone, or something is not measured. */
export function JvmNotices({ jvm, now, stale, staleSince, only }: JvmNoticesProps) {
  // What a screen is about stands in a line of its own, as does what broke.
  const stands = ({ state }: Feature) => state === "failed" || only !== undefined;
  const missing = missingFeatures(jvm, now).filter(
    (feature) => only === undefined || only.includes(feature.name),
  );
  return (
    <>
      {stale && <StaleNotice error={stale} since={staleSince} />}
      {jvm.state !== "live" && <GoneNotice jvm={jvm} now={now} />}
      {missing.filter(stands).map((feature) => (
        <FeatureNotice key={feature.name} feature={feature} />
      ))}
      <LeftOut features={missing.filter((feature) => !stands(feature))} />
    </>
  );
}

/** What this JVM or its machine does not tell, folded into one line. */
function LeftOut({ features }: { features: Feature[] }) {
  if (features.length === 0) return null;
  return (
    <details className="left-out">
      <summary>
        Not measured here: {features.map(({ name }) => featureName(name)).join(", ")}
      </summary>
      <dl>
        {features.map(({ name, reason }) => (
          <div key={name}>
            <dt>{featureName(name)}</dt>
            <dd>{reason ?? "The agent does not say why."}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export function featureName(name: string): string {
  return FEATURES[name] ?? name;
}

function GoneNotice({ jvm, now }: { jvm: JvmDetail; now: number }) {
  const at = <time title={fullTime(jvm.lastSeenAt)}>{clockDay(jvm.lastSeenAt, now, true)}</time>;
  const ago = `${span(Math.max(0, now - jvm.lastSeenAt))} ago`;
  return (
    <p className="strip">
      {jvm.state === "lost" ? <LostIcon /> : <NoticeIcon />}
      <span>
        {jvm.state === "lost" && (
          <>
            <b>Lost since {at}</b>, {ago}. No shutdown was seen.{lastMemory(jvm)} The last values
            are kept.
          </>
        )}
        {jvm.state === "ended" && (
          <>
            <b>Ended at {at}</b>, {ago}, with a regular shutdown.
          </>
        )}
        {jvm.state === "detached" && (
          <>
            <b>Detached at {at}</b>, {ago}. The JVM runs on without diag.
          </>
        )}
      </span>
      <button
        type="button"
        className="button"
        onClick={() =>
          setQuery({
            from: String(jvm.lastSeenAt - LAST_MILLIS),
            to: String(jvm.lastSeenAt + jvm.intervalMillis),
          })
        }
      >
        See its last 5 min
      </button>
      <ForgetButton id={jvm.id} />
    </p>
  );
}

/** How full the memory was: a kernel that kills for it says nothing to anybody. */
function lastMemory({ latest: { rssBytes, limitBytes } }: JvmDetail): string {
  if (rssBytes === undefined || limitBytes === undefined) return "";
  const likely = rssBytes / limitBytes >= KILL_SHARE ? ", so an out-of-memory kill is likely" : "";
  return ` Its memory was at ${mibNumber(rssBytes)} of ${mib(limitBytes)}${likely}.`;
}

function FeatureNotice({ feature }: { feature: Feature }) {
  const failed = feature.state === "failed";
  return (
    <p className="strip">
      {failed ? <WarningIcon label="Failed" /> : <NoticeIcon />}
      <span>
        <b>
          {featureName(feature.name)} {failed ? "failed" : "is off"}
        </b>
        {feature.reason ? `: ${feature.reason}` : ""}
        {feature.reason && /[.!?]$/.test(feature.reason) ? "" : "."}
      </span>
    </p>
  );
}
