import { nearest, type Samples } from "../../charts/samples";
import { count } from "../../format";

// Why a thread does not run, in the order in which it matters.
const STATES: [state: string, word: string][] = [
  ["runnable", "runnable"],
  ["blocked", "blocked"],
  ["waiting", "waiting"],
  ["timed_waiting", "waiting with a limit"],
];

/** "11 runnable, 0 blocked, 40 waiting": the states of the threads at a time, as far as known. */
export function threadNote(states: ReadonlyMap<string, Samples>, time: number): string {
  return STATES.flatMap(([state, word]) => {
    const samples = states.get(state);
    const value = samples?.last[nearest(samples.times, time)];
    return value === undefined ? [] : `${count(value)} ${word}`;
  }).join(", ");
}
