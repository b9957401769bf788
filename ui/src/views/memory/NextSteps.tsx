import type { JvmDetail, ProfileEvent } from "../../api/types";
import { hrefWith } from "../../state/place";
import { jvmHref } from "../jvm/address";
import type { RegionId } from "../overview/memoryStack";
import { Link } from "../shell/Link";

interface Step {
  text: string;
  event?: ProfileEvent;
}

const NATIVE: Step = { text: "Record who takes native memory", event: "nativemem" };
const OWNERS: Step = { text: "Take a snapshot: who holds them" };

/** What shows whose code a region belongs to. */
const STEPS: Partial<Record<RegionId, readonly Step[]>> = {
  "heap-live": [
    { text: "Record what stays alive", event: "live" },
    { text: "See what allocates", event: "alloc" },
    { text: "Take a snapshot: who holds it" },
  ],
  heap: [{ text: "See what allocates", event: "alloc" }],
  direct: [OWNERS, NATIVE],
  netty: [OWNERS, NATIVE],
  native: [NATIVE],
  stacks: [
    { text: "Record who starts threads", event: "threadstart" },
    { text: "See what the threads do", event: "wall" },
  ],
  meta: [{ text: "Record who loads classes", event: "classload" }],
  code: [{ text: "Record who loads classes", event: "classload" }],
  mapped: [{ text: "Record who maps files", event: "filemap" }],
};

interface NextStepsProps {
  jvm: JvmDetail;
  region: RegionId;
  name: string;
  /** What is to be known of it besides. */
  note?: string;
  query: URLSearchParams;
}

/** From a region to whose code it is. */
export function NextSteps({ jvm, region, name, note, query }: NextStepsProps) {
  const steps = STEPS[region];
  return (
    <section className="next-steps" aria-label={`Whose ${name}`}>
      <h2>
        <span className={`swatch region-${region}`} />
        {name}
      </h2>
      {steps ? (
        steps.map(({ text, event }) => (
          <Link key={text} className="button" href={stepHref(jvm.id, event, query)}>
            {text}
          </Link>
        ))
      ) : (
        <span className="secondary">{WHY_NONE[region] ?? "No recording names its owner."}</span>
      )}
      {note !== undefined && <span className="secondary">{note}</span>}
    </section>
  );
}

const WHY_NONE: Partial<Record<RegionId, string>> = {
  "heap-free": "The JVM keeps it for objects to come; -Xmx bounds it.",
  files: "The JVM itself, native libraries and jars; shared with other processes.",
  rest: "Nothing tells what this is.",
};

/** The profile of an event, or without one the heap's page. */
export function stepHref(
  id: string,
  event: ProfileEvent | undefined,
  query: URLSearchParams,
): string {
  if (event === undefined) return jvmHref(id, "heap", query);
  const profile = new URL(jvmHref(id, "profile", query), location.origin);
  return hrefWith(profile.pathname, profile.searchParams, { event });
}
