import { listJvms } from "../../api/client";
import { usePolled } from "../../state/polled";
import { comparisonText } from "./comparison";
import type { Comparison } from "./profileQuery";

interface ComparedNoticeProps {
  comparison: Comparison;
  now: number;
  onEnd: () => void;
}

/** Says what the colours and the changes are against. */
export function ComparedNotice({ comparison, now, onEnd }: ComparedNoticeProps) {
  return (
    <p className="strip compared">
      <span className="swatch other-window" />
      <span>
        Compared with{" "}
        <b>
          {comparisonText(comparison, now)}
          {comparison.jvm !== undefined && <OtherJvm id={comparison.jvm} />}
        </b>
        . A frame is as wide as its share of both on average; orange took more than then, blue less.
      </span>
      <button type="button" className="link" onClick={onEnd}>
        Compare with nothing
      </button>
    </p>
  );
}

/** By service, host and process, or by its id once it was forgotten. */
function OtherJvm({ id }: { id: string }) {
  const jvms = usePolled("jvms to compare", listJvms, undefined);
  const jvm = jvms.data?.find((each) => each.id === id);
  return <> of {jvm ? `${jvm.service} ${jvm.host} ${jvm.pid}` : id}</>;
}
