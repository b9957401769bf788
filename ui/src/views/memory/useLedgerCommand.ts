import { useEffect, useState } from "react";
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
import { isActive } from "../profile/recordings";
import { lastReadings } from "./mallocUse";

const ACTIVE_POLL_MILLIS = 1_000;
const IDLE_POLL_MILLIS = 15_000;
// Until the agent hears of it, and until its next sample.
const DEADLINE_SECONDS = 60;

export interface LedgerCommand {
  /** Whether one is on its way to the collector or has not ended. */
  busy: boolean;
  /** The one that has not ended. */
  running: Command | undefined;
  /** The last one, if it was begun here and failed. */
  failed: Command | undefined;
  /** The last one that asked malloc and is done, with its result. */
  malloc: Command | undefined;
  /** Why a request was refused. */
  refused: ApiError | undefined;
  /** Has all mappings read with the next sample; on demand malloc is asked what of it is free. */
  read: (malloc: boolean) => void;
  cancel: () => void;
}

/** Reads the mappings of a live JVM when a person asks, and not when their turn comes. */
export function useLedgerCommand(jvm: JvmDetail): LedgerCommand {
  const [sending, setSending] = useState(false);
  const [begun, setBegun] = useState<string>();
  const [refused, setRefused] = useState<ApiError>();
  const [active, setActive] = useState(false);
  const about = { kinds: ["command" as const], jvm: jvm.id };
  const commands = usePolled(
    jvm.state === "live" ? `commands ${jvm.id}` : undefined,
    (signal) => listCommands(jvm.id, signal),
    active ? ACTIVE_POLL_MILLIS : IDLE_POLL_MILLIS,
    about,
  );
  const { last, malloc } = lastReadings(commands.data ?? []);
  const running = last && isActive(last) ? last : undefined;
  // The list lacks the one that was just begun until it is asked for again.
  const awaited = begun !== undefined && !commands.data?.some((each) => each.id === begun);
  const busy = sending || awaited || running !== undefined;
  useEffect(() => setActive(busy), [busy]);
  const answer = usePolled(
    malloc && `command ${malloc.id}`,
    (signal) => getCommand(malloc!.id, signal),
    undefined,
  );

  async function ask(request: Promise<Command>) {
    setSending(true);
    try {
      setBegun((await request).id);
      setRefused(undefined);
      commands.retry();
    } catch (cause) {
      setRefused(asApiError(cause));
    }
    setSending(false);
  }
  return {
    busy: busy && commands.error === undefined,
    running,
    failed:
      last?.id === begun && last && ["failed", "expired"].includes(last.state) ? last : undefined,
    malloc: answer.data,
    // Who asked for nothing is told by the page itself that the collector is away.
    refused: refused ?? (begun === undefined ? undefined : (commands.error ?? answer.error)),
    read: (withMalloc) =>
      void ask(
        sendCommand(jvm.id, {
          kind: "memory-ledger",
          arguments: { malloc: withMalloc },
          deadlineSeconds: DEADLINE_SECONDS,
        }),
      ),
    cancel: () => running && void ask(cancelCommand(running.id)),
  };
}
