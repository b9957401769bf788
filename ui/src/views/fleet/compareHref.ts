import { hrefWith } from "../../state/place";
import { windowText, type Interval } from "../../state/range";
import { jvmHref } from "../jvm/address";

/** The profile of one JVM over a time, compared with that of another over the same. */
export function compareHref(id: string, base: string, time: Interval): string {
  const query = new URLSearchParams({
    from: String(Math.round(time.from)),
    to: String(Math.round(time.to)),
    cmp: windowText(time)!,
    cmpjvm: base,
  });
  return hrefWith(jvmHref(id, "profile"), query, {});
}
