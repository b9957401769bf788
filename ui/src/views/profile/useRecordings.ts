import { useEffect, useRef, useState } from "react";
import {
  asApiError,
  cancelCommand,
  getCommand,
  listCommands,
  sendCommand,
  type ApiError,
} from "../../api/client";
import type { Command, JvmDetail } from "../../api/types";
import { usePolled } from "../../state/polled";
import type { Interval } from "../../state/range";
import type { EventKind } from "./events";
import { isActive, RECORD_SECONDS, recordingsOf, timeOf } from "./recordings";

// Beyond the recording itself: until the agent hears of it, and until its chunk is sent.
const MARGIN_SECONDS = 60;
const ACTIVE_POLL_MILLIS = 1_000;
const IDLE_POLL_MILLIS = 15_000;

export interface Recordings {
  /** The one that waits or runs. */
  running: Command | undefined;
  /** The last one, if it did not come to its end. */
  failed: Command | undefined;
  /** Those that did, newest first. */
  done: Command[];
  /** Why a request for one was refused. */
  refused: ApiError | undefined;
  start: () => void;
  cancel: () => void;
}

/** Recordings of an event that runs on command only; tells when one that was started here is done. */
export function useRecordings(
  jvm: JvmDetail,
  { event, onCommand }: EventKind,
  onDone: (time: Interval) => void,
): Recordings {
  const [startedHere, setStartedHere] = useState<string>();
  const [refused, setRefused] = useState<ApiError>();
  const [active, setActive] = useState(false);
  const commands = usePolled(
    onCommand ? `commands ${jvm.id}` : undefined,
    (signal) => listCommands(jvm.id, signal),
    active ? ACTIVE_POLL_MILLIS : IDLE_POLL_MILLIS,
    { kinds: ["command"], jvm: jvm.id },
  );
  const all = onCommand ? recordingsOf(commands.data ?? [], event) : [];
  const last = all[0];
  const running = last && isActive(last) ? last : undefined;
  const isRunning = running !== undefined;
  // By the answer, not by its change: a short recording may be over before it was seen to run.
  useEffect(() => setActive(isRunning), [isRunning, commands.data]);

  const latestDone = useRef(onDone);
  useEffect(() => {
    latestDone.current = onDone;
  });
  const finished = all.some((each) => each.id === startedHere && each.state === "done");
  useEffect(() => {
    if (!finished || startedHere === undefined) return;
    const abort = new AbortController();
    getCommand(startedHere, abort.signal).then(
      (command) => {
        setStartedHere(undefined);
        latestDone.current(timeOf(command));
      },
      (cause) => abort.signal.aborted || setRefused(asApiError(cause)),
    );
    return () => abort.abort();
  }, [finished, startedHere]);

  async function ask(request: Promise<Command>) {
    try {
      const command = await request;
      setRefused(undefined);
      setActive(true);
      commands.retry();
      return command;
    } catch (cause) {
      setRefused(asApiError(cause));
      return undefined;
    }
  }
  return {
    running,
    failed: last && ["failed", "expired"].includes(last.state) ? last : undefined,
    done: all.filter((each) => each.state === "done"),
    refused: refused ?? commands.error,
    start: () =>
      void ask(
        sendCommand(jvm.id, {
          kind: "profile",
          arguments: { event, seconds: RECORD_SECONDS },
          deadlineSeconds: RECORD_SECONDS + MARGIN_SECONDS,
        }),
      ).then((command) => setStartedHere(command?.id)),
    cancel: () => running && void ask(cancelCommand(running.id)),
  };
}
