import { useCallback, useRef, type DragEvent } from "react";
import { listHeapDumps } from "../../api/heap";
import type { HeapDump } from "../../api/types";
import { percent } from "../../format";
import { useNow, useSlow } from "../../state/now";
import { go } from "../../state/place";
import { usePolled } from "../../state/polled";
import { Failure } from "../shell/Failure";
import { WarningIcon } from "../shell/icons";
import { Message } from "../shell/Message";
import { Progress } from "../shell/Progress";
import { Screen } from "../shell/Screen";
import { DumpTable } from "./DumpTable";
import { heapHref } from "./hrefs";
import { useUpload } from "./useUpload";

const POLL_MILLIS = 2_000;

/** All heap dumps, and the way to add one. */
export function HeapDumpsView() {
  const now = useNow();
  const list = usePolled("heap dumps", listHeapDumps, POLL_MILLIS);
  const slow = useSlow(list.data === undefined && list.error === undefined);
  const open = useCallback((dump: HeapDump) => go(heapHref(dump.id)), []);
  const upload = useUpload(open);
  const input = useRef<HTMLInputElement>(null);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) upload.start(file);
  }
  const choose = (
    <button
      type="button"
      className="button primary"
      disabled={upload.running !== undefined}
      onClick={() => input.current?.click()}
    >
      Upload a dump
    </button>
  );
  return (
    <Screen
      title="Heap dumps"
      crumbs={[{ label: "Fleet", href: "/" }, { label: "Heap dumps" }]}
      keys={[]}
    >
      <div className="heap-dumps" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <div className="tools">
          {choose}
          <span className="secondary">
            HPROF, as it is or compressed with gzip; it can also be dropped on this page.
          </span>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="Heap dump"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) upload.start(file);
              event.target.value = "";
            }}
          />
        </div>
        {upload.running && (
          <Progress
            title={`Sending ${upload.running.name}`}
            share={upload.running.sent}
            step={percent(upload.running.sent)}
            action={
              <button type="button" className="button" onClick={upload.cancel}>
                Cancel
              </button>
            }
          />
        )}
        {upload.error && (
          <p className="strip" role="alert">
            <WarningIcon label="Failed" />
            <span>
              <b>{upload.error.title}.</b> {upload.error.detail}
            </span>
          </p>
        )}
        {slow && <p className="waiting">Asking the collector for its heap dumps</p>}
        {list.data === undefined && list.error && (
          <Failure error={list.error} onRetry={list.retry} />
        )}
        {list.data?.length === 0 && !upload.running && (
          <Message title="No heap dumps yet">
            <p>
              Take one with <code>java -jar diag.jar heap PID --out app.hprof.gz</code>, and upload
              the file.
            </p>
            <p>It is analysed here; what holds the memory is said first.</p>
          </Message>
        )}
        {list.data && list.data.length > 0 && <DumpTable dumps={list.data} now={now} />}
      </div>
    </Screen>
  );
}
