import { listFindings } from "../../api/client";
import type { Finding } from "../../api/types";
import { usePolled, type Polled } from "../../state/polled";

const POLL_MILLIS = 5_000;

/** The open and the closed findings of one JVM. */
export function useJvmFindings(jvm: string): Polled<Finding[]> {
  return usePolled(
    `findings ${jvm}`,
    (signal) => listFindings({ jvm, state: "all" }, signal),
    POLL_MILLIS,
    { kinds: ["findings"], jvm },
  );
}

/** The open findings of all JVMs. */
export function useFleetFindings(): Polled<Finding[]> {
  return usePolled("findings", (signal) => listFindings({}, signal), POLL_MILLIS, {
    kinds: ["findings"],
  });
}
