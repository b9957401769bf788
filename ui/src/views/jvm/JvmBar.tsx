import type { JvmDetail } from "../../api/types";
import { fullTime, mib, span } from "../../format";
import { Link } from "../shell/Link";
import { jvmHref } from "./address";
import type { JvmTab } from "./JvmView";
import { TABS } from "./tabs";

interface JvmBarProps {
  jvm: JvmDetail;
  tab: JvmTab;
  query: URLSearchParams;
  now: number;
}

/** The tabs of one JVM, and what it is. */
export function JvmBar({ jvm, tab, query, now }: JvmBarProps) {
  return (
    <div className="jvm-bar">
      <nav aria-label="JVM" className="tabs">
        {TABS.map(([each, label], index) => (
          <Link
            key={each}
            href={jvmHref(jvm.id, each, query)}
            aria-current={each === tab ? "page" : undefined}
            aria-keyshortcuts={String(index + 1)}
          >
            {label}
          </Link>
        ))}
      </nav>
      <ul className="identity" aria-label="Identity">
        {identity(jvm, now).map(([text, title]) => (
          <li key={text} title={title}>
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function identity(jvm: JvmDetail, now: number): [text: string, title: string][] {
  const labels = Object.entries(jvm.labels);
  const parts: ([string, string] | false)[] = [
    labels.length > 0 && [
      labels.map(([, value]) => value).join(" \u00b7 "),
      labels.map(([name, value]) => `${name}: ${value}`).join(", "),
    ],
    [
      [`JDK ${jvm.jdk}`, jvm.gc].filter(Boolean).join(" \u00b7 "),
      [jvm.vm, jvm.os].filter(Boolean).join(", "),
    ],
    capacity(jvm),
    [`pid ${jvm.pid}`, `Process id on ${jvm.host}`],
    jvm.state === "live" && [
      `up ${span(Math.max(0, now - jvm.startedAt))}`,
      `Started ${fullTime(jvm.startedAt)}`,
    ],
  ];
  return parts.filter((part) => part !== false);
}

function capacity(jvm: JvmDetail): [string, string] | false {
  const { limitBytes } = jvm.latest;
  const parts = [
    jvm.cpus !== undefined && `${jvm.cpus} CPU`,
    limitBytes !== undefined && `${mib(limitBytes)} limit`,
  ].filter((part) => part !== false);
  return parts.length > 0 && [parts.join(" \u00b7 "), "Processors and container memory limit"];
}
