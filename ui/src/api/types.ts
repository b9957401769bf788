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
export type ProblemBody = Schemas["Problem"];
