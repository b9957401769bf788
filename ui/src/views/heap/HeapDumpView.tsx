import { useRef, useState } from "react";
import { bytes } from "../../amounts";
import { asApiError, type ApiError } from "../../api/client";
import {
  analyseHeapDumpAgain,
  cancelHeapAnalysis,
  deleteHeapDump,
  getHeapDump,
  getHeapTotals,
} from "../../api/heap";
import type { HeapDump, HeapTotals } from "../../api/types";
import { count } from "../../format";
import { useSlow } from "../../state/now";
import { go, setQuery } from "../../state/place";
import { usePolled } from "../../state/polled";
import { Failure } from "../shell/Failure";
import { WarningIcon } from "../shell/icons";
import { Key } from "../shell/Key";
import { Message } from "../shell/Message";
import { Progress } from "../shell/Progress";
import { Screen } from "../shell/Screen";
import { SearchBox } from "../shell/SearchBox";
import { Segmented } from "../shell/Segmented";
import { isPending, stateText } from "./dumpState";
import { HeapCompare } from "./HeapCompare";
import { HeapPaths } from "./HeapPaths";
import { HeapTable } from "./HeapTable";
import { HeapTree } from "./HeapTree";
import { LIST_KINDS } from "./lists";
import { Suspects } from "./Suspects";

const POLL_MILLIS = 1_000;

type ShownList = "tree" | keyof typeof LIST_KINDS | "compare" | "paths";

const LISTS: readonly (readonly [ShownList, string])[] = [
  ["tree", "Holders"],
  ...Object.entries(LIST_KINDS).map(
    ([list, { label }]) => [list as keyof typeof LIST_KINDS, label] as const,
  ),
  ["compare", "Compare"],
];

interface HeapDumpViewProps {
  id: string;
  query: URLSearchParams;
}

/** One heap dump: how far its analysis is, then what holds the memory. */
export function HeapDumpView({ id, query }: HeapDumpViewProps) {
  const [settled, setSettled] = useState(false);
  const dump = usePolled(
    `heap dump ${id}`,
    async (signal) => {
      const found = await getHeapDump(id, signal);
      setSettled(!isPending(found));
      return found;
    },
    settled ? undefined : POLL_MILLIS,
  );
  const [refused, setRefused] = useState<ApiError>();
  const slow = useSlow(dump.data === undefined && dump.error === undefined);
  const search = useRef<HTMLInputElement>(null);
  const pathsOf = query.get("list") === "paths" ? query.get("class") : null;
  const list: ShownList =
    pathsOf !== null
      ? "paths"
      : (LISTS.find(([each]) => each === query.get("list"))?.[0] ?? "tree");
  const filter = query.get("q") ?? "";
  const show = (next: ShownList) =>
    setQuery({ list: next === "tree" ? undefined : next, class: undefined }, { replace: true });

  function act(action: Promise<unknown>, then: () => void) {
    action.then(then, (cause: unknown) => setRefused(asApiError(cause)));
  }
  const cancel = () => act(cancelHeapAnalysis(id), dump.retry);
  const name = dump.data?.name ?? "Heap dump";
  const done = dump.data?.state === "done";
  const keys = [
    { keys: ["/"], label: "filter", run: () => search.current?.select() },
    {
      keys: ["X"],
      label: "histogram",
      run: () => show(list === "histogram" ? "tree" : "histogram"),
    },
  ];
  return (
    <Screen
      title={name}
      crumbs={[
        { label: "Fleet", href: "/" },
        { label: "Heap dumps", href: "/heap" },
        { label: name },
      ]}
      keys={
        done
          ? keys
          : dump.data && isPending(dump.data)
            ? [{ keys: ["Escape"], label: "cancel", run: cancel }]
            : []
      }
      source={done && <span>weak and soft references do not count as holding</span>}
    >
      <div className="heap-dump">
        {slow && <p className="waiting">Asking the collector for this heap dump</p>}
        {dump.data === undefined && dump.error && (
          <Failure error={dump.error} onRetry={dump.retry} />
        )}
        {refused && (
          <p className="strip" role="alert">
            <WarningIcon label="Refused" />
            <span>
              <b>{refused.title}.</b> {refused.detail}
            </span>
          </p>
        )}
        {dump.data && isPending(dump.data) && (
          <Progress
            title={`Analysing ${name}, ${bytes(dump.data.bytes)}`}
            share={dump.data.progress}
            step={stateText(dump.data)}
            action={
              <button type="button" className="button" onClick={cancel}>
                Cancel <Key name="Escape" />
              </button>
            }
          />
        )}
        {dump.data && !isPending(dump.data) && !done && (
          <Unanalysed
            dump={dump.data}
            onAgain={() =>
              act(analyseHeapDumpAgain(id), () => {
                setSettled(false);
                dump.retry();
              })
            }
          />
        )}
        {done && (
          <>
            <Totals
              id={id}
              onDelete={() => act(deleteHeapDump(id), () => go("/heap", { replace: true }))}
            />
            <Suspects id={id} />
            <div className="tools">
              <Segmented label="What holds memory" choices={LISTS} chosen={list} onChoose={show} />
              <SearchBox
                box={search}
                word="Filter"
                label="Filter by class"
                placeholder="part of a class name"
                text={filter}
              >
                {null}
              </SearchBox>
            </div>
            {list === "paths" ? (
              <HeapPaths key={pathsOf} id={id} className={pathsOf!} />
            ) : list === "tree" ? (
              <HeapTree id={id} filter={filter} />
            ) : list === "compare" ? (
              <HeapCompare id={id} base={query.get("base") ?? undefined} filter={filter} />
            ) : (
              <HeapTable key={list} id={id} list={list} filter={filter} />
            )}
          </>
        )}
      </div>
    </Screen>
  );
}

function Unanalysed({ dump, onAgain }: { dump: HeapDump; onAgain: () => void }) {
  return (
    <Message
      urgent={dump.state === "failed"}
      title={dump.state === "failed" ? "The analysis failed" : "The analysis was cancelled"}
      actions={
        <button type="button" className="button primary" onClick={onAgain}>
          Analyse again
        </button>
      }
    >
      {dump.error && <p>{dump.error}</p>}
    </Message>
  );
}

/** What is in the dump in all, and whether that is all. */
function Totals({ id, onDelete }: { id: string; onDelete: () => void }) {
  const totals = usePolled(
    `heap totals ${id}`,
    (signal) => getHeapTotals(id, signal),
    undefined,
  ).data;
  if (!totals) return null;
  return (
    <>
      <div className="tools heap-totals">
        <p>
          <b>{bytes(totals.usedBytes)}</b> in {count(totals.objects)} objects of{" "}
          {count(totals.classes)} classes{unreachable(totals)}
          {outside(totals)}
        </p>
        <span className="push" />
        <button type="button" className="button" onClick={onDelete}>
          Delete dump
        </button>
      </div>
      {totals.partial && (
        <p className="strip">
          <WarningIcon />
          <span>
            <b>The file is cut</b>, so objects are missing and what holds them may be: {totals.cut}
          </span>
        </p>
      )}
      {(totals.notes ?? []).map((note) => (
        <p key={note} className="secondary heap-note">
          {note}
        </p>
      ))}
    </>
  );
}

function outside({ offHeapBytes = 0, duplicateStringBytes = 0 }: HeapTotals): string {
  const buffers = offHeapBytes > 0 ? `; ${bytes(offHeapBytes)} off heap in buffers` : "";
  return duplicateStringBytes > 0
    ? `${buffers}; equal texts waste ${bytes(duplicateStringBytes)}`
    : buffers;
}

function unreachable({ unreachableObjects = 0, unreachableBytes = 0 }: HeapTotals): string {
  return unreachableObjects === 0
    ? ""
    : `, ${bytes(unreachableBytes)} of it in ${count(unreachableObjects)} objects that nothing holds`;
}
