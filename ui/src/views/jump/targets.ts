import type { Jvm } from "../../api/types";
import { plural } from "../../format";
import { hrefWith } from "../../state/place";
import { jvmHref } from "../jvm/address";
import { EVENTS } from "../profile/events";

/** A place to jump to. */
export interface JumpTarget {
  /** The same for the same place in every visit. */
  id: string;
  kind: "screen" | "service" | "JVM" | "frame";
  label: string;
  /** What tells it from others of the same name. */
  detail: string;
  /** Shown in the typeface of code. */
  code?: boolean;
  /** Of two equally good matches the heavier comes first. */
  weight: number;
  to: string | (() => void);
}

/** Every JVM and every service. */
export function fleetTargets(jvms: readonly Jvm[]): JumpTarget[] {
  const services = new Map<string, number>();
  for (const { service } of jvms) services.set(service, (services.get(service) ?? 0) + 1);
  return [
    ...[...services].map(([service, count]): JumpTarget => ({
      id: `service ${service}`,
      kind: "service",
      label: service,
      detail: plural(count, "JVM"),
      weight: count,
      to: hrefWith("/", new URLSearchParams(), { q: service }),
    })),
    ...jvms.map((jvm): JumpTarget => ({
      id: `jvm ${jvm.id}`,
      kind: "JVM",
      label: jvm.host,
      detail: [jvm.service, `pid ${jvm.pid}`, jvm.state].join(" \u00b7 "),
      weight: jvm.state === "live" ? 1 : 0,
      to: jvmHref(jvm.id),
    })),
  ];
}

/** The fleet, and the screens of the JVM that is shown. */
export function screenTargets(
  jvm: { id: string; name: string } | undefined,
  query: URLSearchParams,
) {
  const screen = (name: string, detail: string, to: string): JumpTarget => ({
    id: `screen ${name}`,
    kind: "screen",
    label: name,
    detail,
    weight: 0,
    to,
  });
  const targets = [screen("Fleet", "all JVMs", "/"), screen("Heap dumps", "uploaded", "/heap")];
  if (!jvm) return targets;
  const profile = jvmHref(jvm.id, "profile", query);
  return [
    ...targets,
    screen("Overview", jvm.name, jvmHref(jvm.id, "overview", query)),
    ...EVENTS.map(({ event, label }) =>
      screen(
        `${label} profile`,
        jvm.name,
        event === "cpu" ? profile : `${profile}${profile.includes("?") ? "&" : "?"}event=${event}`,
      ),
    ),
    screen("Event loops", jvm.name, jvmHref(jvm.id, "loops", query)),
  ];
}
