import { percent } from "../../format";
import { hrefWith } from "../../state/place";
import { jvmHref } from "../jvm/address";
import { eventKind } from "../profile/events";
import { Link } from "../shell/Link";
import type { StackEvidence } from "./evidence";

interface TakenInProps {
  /** Its id. */
  jvm: string;
  evidence: StackEvidence;
}

/** Whose code takes what grows, with its stack, and the recording that told it. */
export function TakenIn({ jvm, evidence }: TakenInProps) {
  const { event, method, share, frames, from, to } = evidence;
  const href = hrefWith(jvmHref(jvm, "profile"), new URLSearchParams(), {
    event,
    from: String(from),
    to: String(to),
  });
  return (
    <section className="taken-in" aria-label={evidence.label}>
      <h4>{evidence.label}</h4>
      <p>
        {percent(share)} {ofWhat(event)}in <b className="mono">{method}</b>
      </p>
      <ol className="stack mono">
        {frames.map((frame, i) => (
          <li key={i} className={frame === method ? "strong" : undefined}>
            {frame}
          </li>
        ))}
      </ol>
      <p>
        <Link className="link" href={href}>
          Open the recording
        </Link>
      </p>
    </section>
  );
}

/** The label says it of memory; what is counted has its name. */
function ofWhat(event: StackEvidence["event"]): string {
  const { counted, matter } = eventKind(event);
  return counted ? `of the ${matter} ` : "";
}
