import { useState } from "react";
import {
  asApiError,
  downloadProfile,
  type DiffParameters,
  type ProfileParameters,
} from "../../api/client";
import type { JvmDetail } from "../../api/types";
import { Popover } from "../shell/Popover";

interface DownloadProps {
  jvm: JvmDetail;
  query: ProfileParameters | DiffParameters;
}

const FORMATS: { format: string; what: string; note: string; diff: boolean }[] = [
  { format: "json", what: "JSON", note: "the call tree in columns", diff: true },
  {
    format: "collapsed",
    what: "Collapsed",
    note: "a line a stack, for flame graph tools",
    diff: true,
  },
  { format: "jfr", what: "JFR", note: "as recorded, while it is kept", diff: false },
];

/** Saves the shown samples in a format that other tools read. */
export function Download({ jvm, query }: DownloadProps) {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState<string>();
  async function save(format: string) {
    try {
      const file = await downloadProfile(jvm.id, query, format);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = fileName(jvm, query, format);
      link.click();
      URL.revokeObjectURL(link.href);
      setFailed(undefined);
      setOpen(false);
    } catch (cause) {
      const { title, detail } = asApiError(cause);
      setFailed(`${title}. ${detail}`);
    }
  }
  return (
    <Popover
      popup="dialog"
      label="Download"
      open={open}
      onOpen={(next) => {
        setOpen(next);
        setFailed(undefined);
      }}
    >
      <div className="choices" role="dialog" aria-label="Download as">
        {FORMATS.filter((each) => each.diff || !("baseFrom" in query)).map((each) => (
          <button key={each.format} type="button" onClick={() => void save(each.format)}>
            {each.what} <span className="soft">{each.note}</span>
          </button>
        ))}
        {failed && (
          <p className="caption" role="alert">
            {failed}
          </p>
        )}
      </div>
    </Popover>
  );
}

function fileName(jvm: JvmDetail, query: DownloadProps["query"], format: string): string {
  const what = "baseFrom" in query ? `${query.event}-diff` : query.event;
  return `${jvm.service}-${jvm.host}-${what}.${format}`;
}
