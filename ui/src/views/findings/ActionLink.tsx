import type { ReactNode } from "react";
import { Link } from "../shell/Link";

interface ActionLinkProps {
  href: string;
  className?: string;
  children: ReactNode;
}

/** A link to a screen of this page, or to somewhere else, which then opens beside it. */
export function ActionLink({ href, className = "link", children }: ActionLinkProps) {
  if (href === "/" || href.startsWith("/jvm/")) {
    return (
      <Link className={className} href={href}>
        {children}
      </Link>
    );
  }
  return (
    <a className={className} href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
