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
export type ProfileEvent = Profile["event"];
export type ProfileSpan = Schemas["ProfileSpan"];
export type ProfileThread = Schemas["ProfileThread"];
export type FleetTrends = Schemas["FleetTrends"];
export type Trend = Schemas["Trend"];
export type OpenFindings = Schemas["OpenFindings"];
export type Finding = Schemas["Finding"];
export type Evidence = Schemas["Evidence"];
export type Command = Schemas["Command"];
export type ProblemBody = Schemas["Problem"];
