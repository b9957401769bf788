import type { ReactNode } from "react";

interface MessageProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Errors are spoken as they come; the rest waits to be read. */
  urgent?: boolean;
}

/** A state in words, in the place it concerns: what, why, and what to do. */
export function Message({ icon, title, children, actions, urgent }: MessageProps) {
  return (
    <section className="message" role={urgent ? "alert" : undefined}>
      <h2>
        {icon}
        {title}
      </h2>
      {children}
      {actions && <div className="message-actions">{actions}</div>}
    </section>
  );
}
