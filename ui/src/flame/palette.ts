import owners from "../../../collector/diagnosis/src/main/resources/io/diag/diagnosis/code/owners.txt?raw";
import { parseName } from "./names";

export type Owner = "application" | "library" | "framework" | "jdk" | "native";

const BY_PACKAGE = new Map<string, Owner>(
  owners
    .trim()
    .split("\n")
    .map((line): [string, Owner] => {
      const [owner, path] = line.split(" ");
      return [path!, owner as Owner];
    }),
);

/**
 * Who a frame belongs to, by its package and how it ran: as the collector has it, which counts the
 * CPU time of application code.
 */
export function ownerOf(name: string, type: string): Owner {
  if (type === "native" || type === "cpp" || type === "kernel") return "native";
  const parsed = parseName(name);
  if (parsed.type === "") return "native";
  for (
    let path = parsed.package;
    path !== "";
    path = path.slice(0, Math.max(0, path.lastIndexOf(".")))
  ) {
    const owner = BY_PACKAGE.get(path);
    if (owner) return owner;
  }
  return "application";
}

export const WARM_COUNT = 3;

// Any start would do; under this one the packages of the design's story share colours as drawn there.
const WARM_SEED = 7405;

/**
 * Which of the warm colours an application package has: by the part of it that follows the
 * organisation, so that neighbours in one application differ and stay the same in every profile.
 */
export function warmOf(packageName: string): number {
  const { rest } = packageParts(packageName);
  let hash = WARM_SEED;
  for (let i = 0; i < rest.length; i++) hash = Math.imul(hash ^ rest.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) % WARM_COUNT;
}

/** "com.acme.checkout.promo" is the organisation com.acme and the rest checkout.promo. */
export function packageParts(packageName: string): { organisation: string; rest: string } {
  const parts = packageName.split(".");
  return { organisation: parts.slice(0, 2).join("."), rest: parts.slice(2).join(".") };
}

const ownersByNames = new WeakMap<readonly string[], Owner[]>();

/** The owner of each frame. Trees that are parts of one another share the answer with their names. */
export function ownersOf({ names, types }: { names: string[]; types: string[] }): Owner[] {
  let owners = ownersByNames.get(names);
  if (!owners) {
    owners = names.map((name, frame) => ownerOf(name, types[frame]!));
    ownersByNames.set(names, owners);
  }
  return owners;
}
