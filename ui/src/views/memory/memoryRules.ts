import type { Finding } from "../../api/types";
import type { RegionId } from "../overview/memoryStack";

/** The region whose growth each rule tells of; null for those about memory as a whole. */
const REGIONS: Record<string, RegionId | null> = {
  "heap-leak": "heap-live",
  "heap-near-max": "heap-live",
  "direct-buffer-growth": "direct",
  "netty-growth": "netty",
  "native-growth": "native",
  "mapped-growth": "mapped",
  "thread-growth": "stacks",
  "metaspace-growth": "meta",
  "code-cache-growth": "code",
  "limit-forecast": null,
};

/** Those about memory, in the order given. */
export function memoryFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ rule }) => rule in REGIONS);
}

/** The first of them that is about a region. */
export function findingOf(findings: readonly Finding[], region: RegionId): Finding | undefined {
  return findings.find(({ rule }) => REGIONS[rule] === region);
}

/** The region that a finding is about. */
export function regionOf(finding: Finding): RegionId | undefined {
  return REGIONS[finding.rule] ?? undefined;
}
