/** What stands beside the name and the worst finding of a JVM. */
export type ColumnId =
  "since" | "memory" | "rss" | "heap" | "cpu" | "gc" | "threads" | "jdk" | "up" | "agent" | "seen";

export interface Column {
  id: ColumnId;
  label: string;
  /** What the head says on hover, where its words leave a question. */
  about?: string;
  /** The label where the page is narrow. */
  short?: string;
  width: number;
  /** Numbers stand at the right. */
  number?: boolean;
}

export const COLUMNS: readonly Column[] = [
  { id: "since", label: "Since", width: 124, number: true, about: "Of the worst finding" },
  {
    id: "memory",
    label: "Memory of limit",
    short: "Memory",
    width: 148,
    about: "RSS of the container limit",
  },
  { id: "rss", label: "RSS", width: 96, number: true },
  { id: "heap", label: "Heap of max", width: 148, about: "Heap in use, of its maximum" },
  { id: "cpu", label: "CPU cores", width: 150 },
  { id: "gc", label: "GC time", width: 80, number: true, about: "Share of time in pauses" },
  { id: "threads", label: "Threads", width: 76, number: true },
  { id: "jdk", label: "JDK", width: 124 },
  { id: "up", label: "Up", width: 92, number: true },
  { id: "agent", label: "diag itself", width: 88, number: true, about: "CPU, of one core" },
  { id: "seen", label: "Last seen", width: 88, number: true },
];

const USUAL: readonly ColumnId[] = ["since", "memory", "cpu", "gc", "seen"];
// Without any limit, memory is told as it is.
const WITHOUT_LIMIT: readonly ColumnId[] = ["since", "rss", "cpu", "gc", "seen"];

export function usualColumns(limits: boolean): readonly ColumnId[] {
  return limits ? USUAL : WITHOUT_LIMIT;
}

/** The columns that an address names, in the order of the table. */
export function readColumns(text: string | null, limits: boolean): Column[] {
  const wanted = text === null ? usualColumns(limits) : text.split(",");
  return COLUMNS.filter(({ id }) => (wanted as readonly string[]).includes(id));
}

/** With a column more or less; undefined when these are the usual ones. */
export function withColumn(
  shown: readonly Column[],
  id: ColumnId,
  wanted: boolean,
  limits: boolean,
): string | undefined {
  const next = COLUMNS.filter((each) =>
    each.id === id ? wanted : shown.some((one) => one.id === each.id),
  ).map((each) => each.id);
  const text = next.length === 0 ? "none" : next.join();
  return text === usualColumns(limits).join() ? undefined : text;
}
