import type { ApiError } from "../../api/client";
import type { FrameDetail } from "../../api/types";
import { shortName } from "../../flame/names";
import { count } from "../../format";
import type { EventKind } from "./events";
import { part } from "./scale";
import { ShareList, type ShareRow } from "./ShareList";

const LISTED = 6;
const NOT_KEPT = 404;

interface ByLineProps {
  detail: FrameDetail;
  matter: EventKind["matter"];
  /** Goes to a frame by its name; undefined when the profile does not hold it. */
  pickerOf: (name: string) => (() => void) | undefined;
}

/** At which of its lines a frame took what it took. */
export function ByLine({ detail, matter, pickerOf }: ByLineProps) {
  if (!detail.lines.some((each) => each.line !== undefined)) return null;
  const rows = detail.lines.slice(0, LISTED).map((each) => ({
    key: each.line ?? "unknown",
    name: `${each.line === undefined ? "line not known" : `:${each.line}`} ${each.calls === undefined ? "own code" : shortName(each.calls)}`,
    title: each.calls,
    share: part(each.value, detail.value),
    onPick: each.calls === undefined ? undefined : pickerOf(each.calls),
  }));
  return <Where title="By line" matter={matter} rows={rows} all={detail.lineCount} />;
}

interface InThreadsProps {
  detail: FrameDetail;
  matter: EventKind["matter"];
  onThread: (name: string) => void;
}

/** Which threads a frame took it in. */
export function InThreads({ detail, matter, onThread }: InThreadsProps) {
  if (detail.threads.length === 0) return null;
  const rows = detail.threads.slice(0, LISTED).map(({ name, value }) => ({
    key: name,
    name,
    title: name,
    share: part(value, detail.value),
    onPick: () => onThread(name),
  }));
  return <Where title="Threads" matter={matter} rows={rows} all={detail.threadCount} />;
}

/** Why there are no lines and threads. */
export function WithoutDetail({ error }: { error: ApiError }) {
  return (
    <p className="caption">
      {error.status === NOT_KEPT
        ? "Lines and threads of a frame are told from recordings, which are kept for a day; there is none of this time."
        : `Lines and threads could not be read. ${error.title}: ${error.detail}`}
    </p>
  );
}

interface WhereProps {
  title: string;
  matter: EventKind["matter"];
  rows: ShareRow[];
  all: number;
}

function Where({ title, matter, rows, all }: WhereProps) {
  return (
    <section aria-label={title}>
      <ShareList title={title} unit={`of its ${matter}`} rows={rows} />
      {all > rows.length && <p className="caption">and {count(all - rows.length)} more</p>}
    </section>
  );
}
