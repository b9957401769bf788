import { useState } from "react";
import {
  asApiError,
  cancelCommand,
  listCommands,
  sendCommand,
  type ApiError,
} from "../../api/client";
import { listHeapDumps } from "../../api/heap";
import type { Command, JvmDetail } from "../../api/types";
import { useNow, useSlow } from "../../state/now";
import { usePolled } from "../../state/polled";
import { jvmCrumbs } from "../jvm/crumbs";
import { JvmBar } from "../jvm/JvmBar";
import { tabKeys } from "../jvm/tabs";
import { CommandProblem } from "../shell/CommandProblem";
import { Failure } from "../shell/Failure";
import { Message } from "../shell/Message";
import { Progress } from "../shell/Progress";
import { Screen } from "../shell/Screen";
import { DumpTable } from "./DumpTable";
import { pauseText, snapshotsOf } from "./snapshots";

const ACTIVE_POLL_MILLIS = 1_000;
const IDLE_POLL_MILLIS = 10_000;
const DEADLINE_SECONDS = 3_060;

interface JvmHeapViewProps {
  jvm: JvmDetail;
  query: URLSearchParams;
}

/** The heap dumps of one JVM, and the way to take one. */
export function JvmHeapView({ jvm, query }: JvmHeapViewProps) {
  const now = useNow();
  const [refused, setRefused] = useState<ApiError>();
  const [active, setActive] = useState(false);
  const every = active ? ACTIVE_POLL_MILLIS : IDLE_POLL_MILLIS;
  const dumps = usePolled(`heap dumps ${jvm.id}`, listHeapDumps, every);
  const commands = usePolled(
    `heap commands ${jvm.id}`,
    async (signal) => {
      const all = await listCommands(jvm.id, signal);
      setActive(snapshotsOf(all).running !== undefined);
      return all;
    },
    every,
    { kinds: ["command"], jvm: jvm.id },
  );
  const slow = useSlow(dumps.data === undefined && dumps.error === undefined);
  const { running, failed } = snapshotsOf(commands.data ?? []);
  const own = (dumps.data ?? []).filter((dump) => dump.jvm === jvm.id);

  function ask(request: Promise<Command>) {
    request.then(
      () => {
        setRefused(undefined);
        setActive(true);
        commands.retry();
      },
      (cause: unknown) => setRefused(asApiError(cause)),
    );
  }
  const take = () =>
    ask(
      sendCommand(jvm.id, {
        kind: "heap-dump",
        arguments: { live: true, redact: true },
        deadlineSeconds: DEADLINE_SECONDS,
      }),
    );
  const cancel = () => running && ask(cancelCommand(running.id));
  return (
    <Screen
      title={`Heap of ${jvm.service}`}
      crumbs={jvmCrumbs(jvm)}
      bar={<JvmBar jvm={jvm} tab="heap" query={query} now={now} />}
      keys={[
        ...(running ? [{ keys: ["Escape"], label: "cancel", run: () => cancel() }] : []),
        tabKeys(jvm.id, query),
      ]}
      source="texts and numbers are replaced before they leave the host"
    >
      <div className="heap-dumps">
        <div className="tools">
          <button
            type="button"
            className="button primary"
            disabled={jvm.state !== "live" || running !== undefined}
            onClick={take}
          >
            Take a snapshot <span className="cost">{pauseText(jvm.latest.heapUsedBytes)}</span>
          </button>
          <span className="secondary">
            The JVM stands still meanwhile. Texts and numbers are taken out before the dump leaves
            its host; sizes and references stay.
          </span>
        </div>
        {running && (
          <Progress
            title={`Taking the heap of ${jvm.service}`}
            share={running.progress}
            step={running.message ?? "waiting for the agent"}
            action={
              <button type="button" className="button" onClick={cancel}>
                Cancel
              </button>
            }
          />
        )}
        <CommandProblem
          refused={refused}
          failed={running ? undefined : failed}
          title="The last snapshot failed"
        />
        {slow && <p className="waiting">Asking the collector for the heap dumps</p>}
        {dumps.data === undefined && dumps.error && (
          <Failure error={dumps.error} onRetry={dumps.retry} />
        )}
        {dumps.data && own.length === 0 && !running && (
          <Message title="No snapshot of this JVM yet">
            <p>A snapshot says which objects hold the memory, and who holds them.</p>
          </Message>
        )}
        {own.length > 0 && <DumpTable dumps={own} now={now} />}
      </div>
    </Screen>
  );
}
