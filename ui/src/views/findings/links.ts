import type { Finding } from "../../api/types";
import { linksOf, type FindingLink } from "./rules";

/** Where to look next, each by its words once: a finding may name what its rule leads to anyway. */
export function distinctLinks(finding: Finding): FindingLink[] {
  const links = linksOf(finding);
  return links.filter((link, i) => links.findIndex((each) => each.text === link.text) === i);
}
