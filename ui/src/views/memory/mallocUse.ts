import type { Command } from "../../api/types";
import { clockDay, mib, percent } from "../../format";

const MIB = 1024 * 1024;
const WORTH_TRIMMING_BYTES = 64 * MIB;
const WORTH_TRIMMING_SHARE = 0.25;

/** What malloc has taken from the system, and what of it is free. */
export interface MallocUse {
  arenas: number;
  /** Taken in arenas, free or not. */
  arenaBytes: number;
  /** Of that, what is not handed out; some of it may have been given back to the system. */
  freeBytes: number;
  /** Blocks so large that each has its own mapping; absent where they are not counted. */
  largeBytes?: number;
}

interface Row {
  region: string;
  bytes: number;
}

/** The last command that read the mappings, and the last that asked malloc and is done. */
export function lastReadings(commands: readonly Command[]) {
  const all = commands
    .filter((each) => each.kind === "memory-ledger")
    .sort((a, b) => b.createdAt - a.createdAt);
  return {
    last: all[0],
    malloc: all.find((each) => each.state === "done" && each.arguments.malloc === true),
  };
}

/** What the command found out; undefined where malloc did not tell. */
export function mallocUse(command: Command): MallocUse | undefined {
  return command.result?.malloc as MallocUse | undefined;
}

/** In a sentence, with the time at which it was so. */
export function mallocSentence(use: MallocUse, at: number, now: number): string {
  const { arenas, arenaBytes, freeBytes, largeBytes } = use;
  const of = arenas === 1 ? "one arena" : `${arenas} arenas`;
  const share = percent(arenaBytes === 0 ? 0 : freeBytes / arenaBytes);
  const large = largeBytes === undefined ? "" : ` Large blocks beside them: ${mib(largeBytes)}.`;
  return (
    `At ${clockDay(at, now, true)} the malloc of glibc had taken ${mib(arenaBytes)} in ${of};` +
    ` ${mib(freeBytes)} of it (${share}) was free.${large}`
  );
}

/**
 * What to do about memory that is free and nonetheless resident; undefined where little would come
 * of it. How much that is, malloc does not tell: at most what is left of the native memory once all
 * that it took and that is not resident counts as free.
 */
export function mallocAdvice(command: Command, pid: number): string | undefined {
  const use = mallocUse(command);
  const rows = (command.result?.regions ?? []) as Row[];
  const native = rows.find((row) => row.region === "native")?.bytes;
  if (use === undefined || native === undefined) return undefined;
  const given = Math.max(0, use.arenaBytes + (use.largeBytes ?? 0) - native);
  const kept = use.freeBytes - given;
  return kept >= WORTH_TRIMMING_BYTES && kept >= native * WORTH_TRIMMING_SHARE
    ? `Up to ${mib(kept)} of RSS is such free memory. jcmd ${pid} System.trim_native_heap gives` +
        ` it back; with MALLOC_ARENA_MAX=2 in the environment less of it is kept.`
    : undefined;
}
