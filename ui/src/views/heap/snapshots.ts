import type { Command } from "../../api/types";

const MIB = 1024 * 1024;

/** What is known of 17 and 25: at most nine seconds a GiB that is used. */
const SECONDS_PER_MIB = 9 / 1024;

/**
 * How long a JVM will stand still for its heap dump at most, for the button that asks for one. What
 * is used has garbage in it, which a collection before the dump takes away.
 */
export function pauseText(heapUsedBytes: number | undefined): string {
  if (heapUsedBytes === undefined) return "";
  return `stops up to ${seconds(Math.max(0.2, (heapUsedBytes / MIB) * SECONDS_PER_MIB))} s`;
}

/** The heap dump that is being taken, and the last one if it failed. */
export function snapshotsOf(commands: readonly Command[]): {
  running: Command | undefined;
  failed: Command | undefined;
} {
  const last = commands
    .filter((command) => command.kind === "heap-dump")
    .sort((a, b) => b.createdAt - a.createdAt)[0];
  return {
    running: last && ["waiting", "running"].includes(last.state) ? last : undefined,
    failed: last && ["failed", "expired"].includes(last.state) ? last : undefined,
  };
}

function seconds(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toString();
}
