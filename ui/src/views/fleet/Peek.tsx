import type { Finding, Jvm } from "../../api/types";
import { clockDay, cores, count, mib, percent, span } from "../../format";
import { SEVERITY_WORD, SeverityIcon } from "../findings/severity";
import { Link } from "../shell/Link";

interface PeekProps {
  jvm: Jvm;
  findings: readonly Finding[] | undefined;
  href: string;
  now: number;
}

/** A short look at a JVM without leaving the list. */
export function Peek({ jvm, findings, href, now }: PeekProps) {
  return (
    <section className="peek-body" aria-label={`${jvm.service} ${jvm.host} at a glance`}>
      <div className="peek-findings">
        {findings ? (
          <ul>
            {findings.map((each) => (
              <li key={each.id}>
                <SeverityIcon severity={each.severity} />
                <span>
                  {each.summary}{" "}
                  <span className="soft">
                    {SEVERITY_WORD[each.severity]}, since {clockDay(each.since, now)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="soft">No findings.</p>
        )}
      </div>
      <div>
        <dl>
          {facts(jvm, now).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p>
          <Link href={href}>Open {jvm.host}</Link>
        </p>
      </div>
    </section>
  );
}

function facts(jvm: Jvm, now: number): [name: string, value: string][] {
  const { rssBytes, limitBytes, heapUsedBytes, heapMaxBytes, cpuCores, threads } = jvm.latest;
  const of = (used: number, most: number | undefined) =>
    most === undefined ? mib(used) : `${mib(used)}, ${percent(used / most)} of ${mib(most)}`;
  const parts: ([string, string] | false)[] = [
    rssBytes !== undefined && ["RSS", of(rssBytes, limitBytes)],
    heapUsedBytes !== undefined && ["Heap", of(heapUsedBytes, heapMaxBytes)],
    cpuCores !== undefined && [
      "CPU",
      `${cores(cpuCores)} cores${jvm.cpus === undefined ? "" : ` of ${jvm.cpus}`}`,
    ],
    threads !== undefined && ["Threads", count(threads)],
    ["JDK", [jvm.jdk, jvm.gc].filter(Boolean).join(" \u00b7 ")],
    ["Process", `${jvm.pid} on ${jvm.host}`],
    [jvm.state === "live" ? "Up" : "Started", started(jvm, now)],
    Object.keys(jvm.labels).length > 0 && [
      "Labels",
      Object.entries(jvm.labels)
        .map(([name, value]) => `${name}:${value}`)
        .join(" "),
    ],
  ];
  return parts.filter((part) => part !== false);
}

function started(jvm: Jvm, now: number): string {
  return jvm.state === "live"
    ? span(Math.max(0, now - jvm.startedAt))
    : clockDay(jvm.startedAt, now);
}
