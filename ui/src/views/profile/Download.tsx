import { useState } from "react";
import { ApiError, getCollapsed } from "../../api/client";
import type { JvmDetail } from "../../api/types";
import type { Interval } from "../../state/range";

/** Saves the shown samples in the collapsed format that flame graph tools read. */
export function Download({ jvm, interval }: { jvm: JvmDetail; interval: Interval }) {
  const [failed, setFailed] = useState<string>();
  async function save() {
    try {
      const text = await getCollapsed(jvm.id, { event: "cpu", ...interval });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      link.download = `${jvm.service}-${jvm.host}-cpu.collapsed`;
      link.click();
      URL.revokeObjectURL(link.href);
      setFailed(undefined);
    } catch (cause) {
      setFailed(cause instanceof ApiError ? `${cause.title}. ${cause.detail}` : String(cause));
    }
  }
  return (
    <>
      <button
        type="button"
        className="button"
        title="One line a stack, for flame graph tools"
        onClick={() => void save()}
      >
        Download collapsed
      </button>
      {failed && <span role="alert">{failed}</span>}
    </>
  );
}
