interface IconProps {
  /** What the shape says; without it the icon only decorates a text beside it. */
  label?: string;
}

function shape(props: IconProps) {
  return props.label
    ? { role: "img", "aria-label": props.label }
    : { "aria-hidden": true as const };
}

export function PulseIcon(props: IconProps) {
  return (
    <svg className="icon pulse" width="18" height="18" viewBox="0 0 18 18" {...shape(props)}>
      <path d="M1 9h3.2L6.6 3.4l4.2 11.2L13 9h4" />
    </svg>
  );
}

/** Critical: a filled octagon. */
export function CriticalIcon(props: IconProps) {
  return (
    <svg className="icon critical" width="14" height="14" viewBox="0 0 14 14" {...shape(props)}>
      <path className="fill" d="M4.2.4h5.6l3.8 3.8v5.6l-3.8 3.8H4.2L.4 9.8V4.2z" />
      <path className="cut" d="M7 3.6v4M7 9.9v.4" />
    </svg>
  );
}

/** Warning: a triangle. */
export function WarningIcon(props: IconProps) {
  return (
    <svg className="icon warning" width="14" height="14" viewBox="0 0 14 14" {...shape(props)}>
      <path className="fill" d="M7 .9 13.6 12.6H.4z" />
      <path className="cut" d="M7 5v3.6M7 10.3v.4" />
    </svg>
  );
}

/** Notice: a ring. */
export function NoticeIcon(props: IconProps) {
  return (
    <svg className="icon notice" width="14" height="14" viewBox="0 0 14 14" {...shape(props)}>
      <circle cx="7" cy="7" r="5.7" />
      <path d="M7 6.4v3.4M7 4.2v.4" />
    </svg>
  );
}

/** Lost: a dashed ring. */
export function LostIcon(props: IconProps) {
  return (
    <svg className="icon lost" width="14" height="14" viewBox="0 0 14 14" {...shape(props)}>
      <circle cx="7" cy="7" r="5.5" strokeDasharray="2.3 2.02" />
    </svg>
  );
}

export function ChevronIcon({ open }: { open: boolean }) {
  return (
    <svg className="icon chevron" width="12" height="12" viewBox="0 0 12 12" aria-hidden>
      <path d={open ? "M2.5 4.5 6 8l3.5-3.5" : "M4.5 2.5 8 6 4.5 9.5"} />
    </svg>
  );
}

export function ThemeIcon({ choice }: { choice: "system" | "dark" | "light" }) {
  return (
    <svg className="icon" width="14" height="14" viewBox="0 0 14 14" aria-hidden>
      {choice === "system" && (
        <>
          <circle cx="7" cy="7" r="5.3" />
          <path className="solid" d="M7 1.7a5.3 5.3 0 0 1 0 10.6z" />
        </>
      )}
      {choice === "dark" && <path d="M11.9 8.6A5.3 5.3 0 1 1 6 1.8a4.3 4.3 0 0 0 5.9 6.8z" />}
      {choice === "light" && (
        <>
          <circle cx="7" cy="7" r="2.6" />
          <path d="M7 .9v1.2M7 11.9v1.2M.9 7h1.2M11.9 7h1.2M2.7 2.7l.8.8M10.5 10.5l.8.8M2.7 11.3l.8-.8M10.5 3.5l.8-.8" />
        </>
      )}
    </svg>
  );
}

export function SearchIcon() {
  return (
    <svg className="icon" width="14" height="14" viewBox="0 0 14 14" aria-hidden>
      <circle cx="6" cy="6" r="4.3" />
      <path d="m9.2 9.2 3.6 3.6" />
    </svg>
  );
}
