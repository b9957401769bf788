import type { StackFrame } from "../../api/types";
import { parseName } from "../../flame/names";
import { ownerOf, type Owner } from "../../flame/palette";

/** A frame of a stack as it is listed. */
export interface StackLine {
  /** com.acme.Orders.take */
  name: string;
  /** Orders.java:41; empty where it is not known. */
  place: string;
  owner: Owner;
  /** Of the samples of the stack; undefined where there was one look only. */
  share?: number;
  samples: number;
  blamed: boolean;
}

/** Frames that only pass a call on, in one line. */
export interface Fold {
  folded: StackLine[];
  /** Whose they are: "Reactor, Netty, JDK". */
  whose: string;
}

const FEWEST_FOLDED = 2;

const FRAMEWORKS: readonly [prefix: string, name: string][] = [
  ["io.netty", "Netty"],
  // Before Reactor, whose packages it is among.
  ["reactor.netty", "Reactor Netty"],
  ["reactor", "Reactor"],
  ["org.springframework", "Spring"],
  ["io.vertx", "Vert.x"],
  ["io.grpc", "gRPC"],
  ["io.undertow", "Undertow"],
  ["org.eclipse.jetty", "Jetty"],
  ["org.apache.tomcat", "Tomcat"],
  ["org.apache.catalina", "Tomcat"],
  ["org.apache.coyote", "Tomcat"],
  ["org.apache.kafka", "Kafka"],
  ["io.quarkus", "Quarkus"],
  ["io.micronaut", "Micronaut"],
  ["io.helidon", "Helidon"],
];

/**
 * The way from the outermost frame that most of the samples took, the innermost frame first. It ends
 * where more samples ended than went on along one way.
 *
 * @param samples of the whole stack, which shares are of
 * @param blamed as an episode has it; of a recursion the outermost call is marked
 */
export function heaviestPath(
  roots: readonly StackFrame[],
  samples: number,
  blamed?: string,
): StackLine[] {
  const lines: StackLine[] = [];
  let marked = false;
  let children = roots;
  let ended = 0;
  for (;;) {
    const next = children.reduce<StackFrame | undefined>(
      (most, each) => (most === undefined || each.samples > most.samples ? each : most),
      undefined,
    );
    if (next === undefined || next.samples < ended) break;
    const { name, place } = frameParts(next.frame);
    const hit: boolean = !marked && name === blamed;
    marked ||= hit;
    lines.push({
      name,
      place,
      owner: ownerOf(name, ""),
      share: samples > 0 ? next.samples / samples : undefined,
      samples: next.samples,
      blamed: hit,
    });
    children = next.children ?? [];
    ended = next.samples - children.reduce((sum, each) => sum + each.samples, 0);
  }
  return lines.reverse();
}

/** The frames of one look at a thread, the innermost first. */
export function plainStack(frames: readonly string[]): StackLine[] {
  return frames.map((frame) => {
    const parts = frameParts(frame);
    return { ...parts, owner: ownerOf(parts.name, ""), samples: 1, blamed: false };
  });
}

/** Runs of a framework's frames, with those of the JDK among and below them, as one line each. */
export function foldedStack(lines: readonly StackLine[]): (StackLine | Fold)[] {
  const result: (StackLine | Fold)[] = [];
  for (let i = 0; i < lines.length;) {
    let end = i;
    if (passesOn(lines[i]!, false)) while (end < lines.length && passesOn(lines[end]!, true)) end++;
    const run = lines.slice(i, end);
    if (run.length >= FEWEST_FOLDED) {
      result.push({ folded: run, whose: whoseText(run) });
      i = end;
    } else {
      result.push(lines[i]!);
      i++;
    }
  }
  return result;
}

/** A stack as the JVM prints it, for pasting elsewhere. */
export function stackText(title: string, lines: readonly StackLine[]): string {
  return [
    title,
    ...lines.map(({ name, place }) => `\tat ${name}${place === "" ? "" : `(${place})`}`),
  ].join("\n");
}

/** What is blamed is never folded away. */
function passesOn({ owner, blamed }: StackLine, within: boolean): boolean {
  if (blamed) return false;
  return owner === "framework" || (within && (owner === "jdk" || owner === "native"));
}

function frameParts(frame: string): { name: string; place: string } {
  const parts = /^(.*)\(([^()]*)\)$/.exec(frame);
  return parts ? { name: parts[1]!, place: parts[2]! } : { name: frame, place: "" };
}

function whoseText(lines: readonly StackLine[]): string {
  const names = lines.map(({ name, owner }) => {
    if (owner === "jdk") return "JDK";
    const path = parseName(name).package;
    const known = FRAMEWORKS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`));
    return known?.[1] ?? "";
  });
  const distinct = [...new Set(names)].filter((name) => name !== "" && name !== "JDK");
  return [...distinct, ...(names.includes("JDK") ? ["JDK"] : [])].join(", ");
}
