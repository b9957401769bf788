import type { JvmDetail } from "../../api/types";
import { hrefWith } from "../../state/place";

/** Fleet / service / JVM. The service leads to the fleet filtered by its name. */
export function jvmCrumbs(jvm: JvmDetail): { label: string; href?: string }[] {
  return [
    { label: "Fleet", href: "/" },
    { label: jvm.service, href: hrefWith("/", new URLSearchParams(), { q: jvm.service }) },
    { label: jvm.host },
  ];
}
