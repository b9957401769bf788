import { useState } from "react";
import { listJvms } from "../../api/client";
import type { Jvm, JvmDetail } from "../../api/types";
import { usePolled } from "../../state/polled";
import type { Interval } from "../../state/range";
import { Popover } from "../shell/Popover";
import { timeBefore } from "./comparison";
import type { Comparison } from "./profileQuery";

interface ComparePickerProps {
  jvm: JvmDetail;
  /** What is shown now, and would be compared. */
  interval: Interval;
  comparison: Comparison | undefined;
  open: boolean;
  onOpen: (open: boolean) => void;
  onCompare: (comparison: Comparison | undefined) => void;
}

/** Chooses what the shown samples are compared with. */
export function ComparePicker(props: ComparePickerProps) {
  const { jvm, interval, comparison, open, onOpen } = props;
  function choose(next: Comparison | undefined) {
    props.onCompare(next);
    onOpen(false);
  }
  return (
    <Popover popup="dialog" open={open} onOpen={onOpen} label={comparison ? "Compared" : "Compare"}>
      <div className="choices" role="dialog" aria-label="Compare with">
        <button type="button" onClick={() => choose(timeBefore(interval))}>
          With the time before <span className="soft">as long as what is shown</span>
        </button>
        <OtherJvms jvm={jvm} interval={interval} onChoose={choose} />
        {comparison && (
          <button type="button" onClick={() => choose(undefined)}>
            Compare with nothing
          </button>
        )}
        <p className="caption">Or drag with Shift on the strip of time.</p>
      </div>
    </Popover>
  );
}

/** Asked for only when the box is open: most visits compare nothing. */
function OtherJvms(props: {
  jvm: JvmDetail;
  interval: Interval;
  onChoose: (comparison: Comparison) => void;
}) {
  const { jvm, interval } = props;
  const [all, setAll] = useState(false);
  const jvms = usePolled("jvms to compare", listJvms, undefined);
  const others = (jvms.data ?? []).filter((each) => canCompare(each, jvm, interval));
  const listed = all ? others : others.slice(0, 5);
  return (
    <>
      {listed.map((other) => (
        <button
          key={other.id}
          type="button"
          onClick={() => props.onChoose({ ...interval, jvm: other.id })}
        >
          With <span className="mono">{`${other.host} ${other.pid}`}</span>{" "}
          <span className="soft">at the same time</span>
        </button>
      ))}
      {others.length > listed.length && (
        <button type="button" onClick={() => setAll(true)}>
          {others.length - listed.length} more JVMs of {jvm.service}
        </button>
      )}
      {jvms.error && <p className="caption">{jvms.error.title}</p>}
    </>
  );
}

/** Another JVM of the same service that was there at that time. */
function canCompare(other: Jvm, jvm: Jvm, { from, to }: Interval): boolean {
  return (
    other.id !== jvm.id &&
    other.service === jvm.service &&
    other.firstSeenAt < to &&
    other.lastSeenAt > from
  );
}
