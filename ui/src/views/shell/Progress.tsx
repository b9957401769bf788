import type { ReactNode } from "react";

interface ProgressProps {
  title: string;
  /** From 0 to 1; absent while it is not known. */
  share: number | undefined;
  /** What is being done. */
  step: string;
  action: ReactNode;
}

/** Long work: what it is, how far it is, and the way out. */
export function Progress({ title, share, step, action }: ProgressProps) {
  return (
    <div className="progress">
      <h2>{title}</h2>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
      >
        {share !== undefined && <span style={{ width: `${Math.min(1, share) * 100}%` }} />}
      </div>
      {step !== "" && <p className="secondary">{step}</p>}
      <div className="message-actions">{action}</div>
    </div>
  );
}
