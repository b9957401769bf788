import { collectorNow } from "../../api/clock";
import { getJvm } from "../../api/client";
import type { JvmDetail } from "../../api/types";
import { usePolled } from "../../state/polled";
import { intervalOf, type Interval, type TimeRange } from "../../state/range";
import { useSlow } from "../../state/now";
import { JvmHeapView } from "../heap/JvmHeapView";
import { LoopsView } from "../loops/LoopsView";
import { MemoryView } from "../memory/MemoryView";
import { OverviewView } from "../overview/OverviewView";
import { ProfileView } from "../profile/ProfileView";
import { Failure } from "../shell/Failure";
import { Link } from "../shell/Link";
import { Screen } from "../shell/Screen";

export type JvmTab = "overview" | "profile" | "loops" | "memory" | "heap";

const POLL_MILLIS = 5_000;

// Below this, the first readings would fill the whole width and seem to be a lot.
const LEAST_SHOWN_MILLIS = 120_000;

const TAB_VIEWS = {
  overview: OverviewView,
  profile: ProfileView,
  loops: LoopsView,
  memory: MemoryView,
};

interface JvmViewProps {
  id: string;
  tab: JvmTab;
  query: URLSearchParams;
}

/** One JVM: finds it, then hands over to the tab. */
export function JvmView({ id, tab, query }: JvmViewProps) {
  const jvm = usePolled(`jvm ${id}`, (signal) => getJvm(id, signal), POLL_MILLIS, {
    kinds: ["jvm", "series"],
    jvm: id,
  });
  const slow = useSlow(jvm.data === undefined && jvm.error === undefined);
  if (jvm.data === undefined) {
    return (
      <Screen title="JVM" crumbs={[{ label: "Fleet", href: "/" }, { label: "JVM" }]} keys={[]}>
        {slow && <p className="waiting">Asking the collector for this JVM</p>}
        {jvm.error && (
          <Failure
            error={jvm.error}
            onRetry={jvm.retry}
            also={
              <Link className="button" href="/">
                Back to the fleet
              </Link>
            }
          />
        )}
      </Screen>
    );
  }
  if (tab === "heap") return <JvmHeapView jvm={jvm.data} query={query} />;
  const Tab = TAB_VIEWS[tab];
  return <Tab jvm={jvm.data} query={query} stale={jvm.error} staleSince={jvm.loadedAt} />;
}

/** Where a range without a fixed end ends: now, or for a JVM that is gone, its last message. */
export function rangeEnd(jvm: JvmDetail): number {
  const now = collectorNow();
  return jvm.state === "live" ? now : Math.min(now, jvm.lastSeenAt + jvm.intervalMillis);
}

/** The interval a range shows. Before a JVM was known there is nothing, so a live one begins there. */
export function shownInterval(jvm: JvmDetail, range: TimeRange): Interval {
  const { from, to } = intervalOf(range, rangeEnd(jvm));
  if (range.fixed) return { from, to };
  return { from: Math.max(from, Math.min(jvm.firstSeenAt, to - LEAST_SHOWN_MILLIS)), to };
}
