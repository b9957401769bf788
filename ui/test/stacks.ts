import type { FlameTree, ProfileColumns } from "../src/flame/tree";

/** Builds columns from collapsed lines: "a;b;c 5". */
export function columns(lines: string[]): ProfileColumns {
  const frames: { name: string; type: string }[] = [];
  const nodes = { parent: [-1], frame: [-1], self: [0], value: [0] };
  const nodeByPath = new Map<string, number>([["", 0]]);
  for (const line of lines) {
    const [path, self] = line.split(" ");
    let at = 0;
    let prefix = "";
    for (const name of path!.split(";")) {
      prefix += `;${name}`;
      let node = nodeByPath.get(prefix);
      if (node === undefined) {
        let frame = frames.findIndex((each) => each.name === name);
        if (frame < 0) frame = frames.push({ name, type: "compiled" }) - 1;
        node = nodes.parent.push(at) - 1;
        nodes.frame.push(frame);
        nodes.self.push(0);
        nodeByPath.set(prefix, node);
      }
      at = node;
    }
    nodes.self[at]! += Number(self);
  }
  return { frames, nodes: { ...nodes, value: nodes.self } };
}

export function path(tree: FlameTree, node: number): string {
  const names: string[] = [];
  for (let at = node; at > 0; at = tree.parent[at]!) names.unshift(tree.names[tree.frame[at]!]!);
  return names.join(";");
}

/** Random, the same on every run. */
export function randomLines(count: number): string[] {
  let state = 7;
  const next = (bound: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % bound;
  };
  return Array.from({ length: count }, () => {
    const depth = 1 + next(9);
    const frames = Array.from({ length: depth }, () => `p.C${next(5)}.m`);
    return `${frames.join(";")} ${1 + next(40)}`;
  });
}

/** The frames of each line and its samples, for an oracle that only looks at the lines. */
export function stacksOf(lines: string[]): { frames: string[]; self: number }[] {
  return lines.map((line) => {
    const [stack, self] = line.split(" ");
    return { frames: stack!.split(";"), self: Number(self) };
  });
}
