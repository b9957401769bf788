import type { JvmDetail } from "../../api/types";
import { clockDay, clockSeconds } from "../../format";
import { setQuery } from "../../state/place";
import type { Interval } from "../../state/range";
import { missingFeatures } from "../jvm/features";
import { Message } from "../shell/Message";
import type { EventKind } from "./events";

interface NoSamplesProps {
  jvm: JvmDetail;
  kind: EventKind;
  interval: Interval;
  thread: string | undefined;
  windowed: boolean;
  now: number;
  onWhole: () => void;
}

/** No samples is no flame graph: why that may be, and where there are some. */
export function NoSamples(props: NoSamplesProps) {
  const { kind, interval, thread, now } = props;
  return (
    <Message
      title={`No ${kind.noun} samples between ${clockDay(interval.from, now, true)} and ${clockSeconds(interval.to)}`}
      actions={
        <>
          {thread !== undefined && (
            <button
              type="button"
              className="button primary"
              onClick={() => setQuery({ thread: undefined })}
            >
              Show all threads
            </button>
          )}
          {props.windowed && (
            <button type="button" className="button" onClick={props.onWhole}>
              Show the whole range
            </button>
          )}
        </>
      }
    >
      <p>{reason(props)}</p>
    </Message>
  );
}

function reason({ jvm, kind, thread, now }: NoSamplesProps): string {
  if (thread !== undefined) return "The chosen thread has none; others may.";
  const off = missingFeatures(jvm, now).some((each) => each.name === `${kind.event}-profile`);
  if (off) return `The ${kind.noun} profile does not run in this JVM; the reason stands above.`;
  if (kind.onCommand && !kind.partly) return "It is recorded only when somebody asks for it.";
  const why = {
    cpu: "A JVM that uses no CPU has no samples.",
    alloc: "A JVM that allocates next to nothing has no samples.",
    lock: "Where no thread waits long for a lock there are no samples.",
  }[kind.event as "cpu" | "alloc" | "lock"];
  const note = jvm.features.find((each) => each.name === `${kind.event}-profile`)?.reason;
  const said = note ? ` The agent says: ${note}.` : "";
  return `Profiles arrive every 60 s, and every 10 s while somebody watches. ${why}${said}`;
}
