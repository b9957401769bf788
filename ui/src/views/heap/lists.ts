import { bytes } from "../../amounts";
import type { HeapList } from "../../api/heap";
import type { HeapRow } from "../../api/types";
import { count } from "../../format";

/** A column of a list: what it says of a row. */
export interface Column {
  label: string;
  text: (row: HeapRow) => string;
}

/** A way to look at what is in a dump. */
export interface ListKind {
  label: string;
  /** What the first column names. */
  head: string;
  columns: readonly Column[];
  /** What is said where the dump has nothing of it. */
  none: string;
}

const size = (value: number | undefined) => (value === undefined ? "" : bytes(value));
const number = (value: number | undefined) => (value === undefined ? "" : count(value));
const RETAINED: Column = { label: "Retained", text: (row) => size(row.retainedBytes) };
const SHALLOW: Column = { label: "Itself", text: (row) => size(row.shallowBytes) };
const OBJECTS: Column = { label: "Objects", text: (row) => number(row.count) };

export const LIST_KINDS: Record<Exclude<HeapList, "suspects">, ListKind> = {
  dominators: {
    label: "Objects",
    head: "Object",
    columns: [SHALLOW, RETAINED],
    none: "No object is held.",
  },
  histogram: {
    label: "Classes",
    head: "Class",
    columns: [OBJECTS, SHALLOW, RETAINED],
    none: "There are no objects.",
  },
  statics: {
    label: "Static fields",
    head: "Field",
    columns: [RETAINED],
    none: "No static field refers to an object.",
  },
  "off-heap": {
    label: "Off heap",
    head: "Owner",
    columns: [
      { label: "Kind", text: (row) => row.kind ?? "" },
      { label: "Buffers", text: (row) => number(row.buffers) },
      { label: "Off heap", text: (row) => size(row.bytes) },
    ],
    none: "No buffer has memory outside the heap.",
  },
  duplicates: {
    label: "Equal",
    head: "Text or array",
    columns: [
      { label: "Copies", text: (row) => number(row.count) },
      { label: "Each", text: (row) => size(row.eachBytes) },
      { label: "Wasted", text: (row) => size(row.wastedBytes) },
    ],
    none: "No text and no array is there twice.",
  },
  collections: {
    label: "Collections",
    head: "Class",
    columns: [
      { label: "Collections", text: (row) => number(row.count) },
      { label: "Empty", text: (row) => number(row.empty) },
      { label: "With one", text: (row) => number(row.single) },
      { label: "Elements", text: (row) => number(row.elements) },
      { label: "Unused slots", text: (row) => size(row.unusedBytes) },
    ],
    none: "There are no collections of the JDK.",
  },
  threads: {
    label: "Threads",
    head: "Thread",
    columns: [
      { label: "Frames", text: (row) => number(row.frames?.length) },
      { label: "Holds", text: (row) => size(row.retainedBytes) },
    ],
    none: "The dump names no threads.",
  },
  loaders: {
    label: "Loaders",
    head: "Class loader",
    columns: [
      { label: "Classes", text: (row) => number(row.classes) },
      { label: "Also elsewhere", text: (row) => number(row.again) },
      OBJECTS,
      RETAINED,
    ],
    none: "The dump names no class loaders.",
  },
  unreachable: {
    label: "Unreachable",
    head: "Class",
    columns: [
      { label: "Held by", text: (row) => row.heldBy ?? "" },
      OBJECTS,
      { label: "Bytes", text: (row) => size(row.bytes) },
    ],
    none: "Everything is strongly reachable.",
  },
};
