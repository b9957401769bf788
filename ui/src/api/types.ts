import type { components } from "./schema";

type Schemas = components["schemas"];

export type Jvm = Schemas["Jvm"];
export type JvmDetail = Schemas["JvmDetail"];
export type JvmState = Jvm["state"];
export type Feature = Schemas["Feature"];
export type Series = Schemas["Series"];
export type HistogramSeries = Schemas["HistogramSeries"];
export type SeriesList = Schemas["SeriesList"];
export type Profile = Schemas["Profile"];
export type ProfileDifference = Schemas["ProfileDifference"];
export type FrameDetail = Schemas["FrameDetail"];
export type ProfileEvent = Profile["event"];
export type ProfileSpan = Schemas["ProfileSpan"];
export type ProfileThread = Schemas["ProfileThread"];
export type Loop = Schemas["Loop"];
export type LoopEpisode = Schemas["LoopEpisode"];
export type LoopPattern = Schemas["LoopPattern"];
export type LoopEpisodeList = Schemas["LoopEpisodeList"];
export type Stall = Schemas["Stall"];
export type StackFrame = Schemas["StackFrame"];
export type FleetTrends = Schemas["FleetTrends"];
export type Trend = Schemas["Trend"];
export type OpenFindings = Schemas["OpenFindings"];
export type Finding = Schemas["Finding"];
export type Evidence = Schemas["Evidence"];
export type HeapDump = Schemas["HeapDump"];
export type HeapTotals = Schemas["HeapTotals"];
export type HeapSuspect = Schemas["HeapSuspects"]["suspects"][number];
export type HeapClassNode = Schemas["HeapClassNode"];
export type HeapObject = Schemas["HeapObject"];
export type HeapLink = Schemas["HeapLink"];
export type HeapPathStep = Schemas["HeapPath"]["path"][number];
export type HeapPathNode = Schemas["HeapPaths"];
export type HeapChange = Schemas["HeapChange"];
export type HeapComparison = Schemas["HeapComparison"];

/** A row of any of the lists that an analysis comes to, with what that list has. */
export type HeapRow = { class: string } & Partial<
  Omit<
    Schemas["HeapHistogram"]["histogram"][number] &
      Schemas["HeapDominators"]["dominators"][number] &
      Schemas["HeapStatics"]["statics"][number] &
      Schemas["HeapDuplicates"]["duplicates"][number] &
      Schemas["HeapCollections"]["collections"][number] &
      Schemas["HeapThreads"]["threads"][number] &
      Schemas["HeapLoaders"]["loaders"][number] &
      Schemas["HeapUnreachable"]["unreachable"][number] &
      Schemas["HeapOffHeapOwners"]["offHeapOwners"][number],
    "class"
  >
>;
export type Command = Schemas["Command"];
export type ProblemBody = Schemas["Problem"];
