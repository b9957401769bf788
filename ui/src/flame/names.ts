/** A frame's name in its parts: "com.acme", "Codec", "encode". Empty where there is none. */
export interface FrameName {
  package: string;
  type: string;
  method: string;
}

/**
 * Splits names such as com.acme.Codec.encode. A hidden class keeps its number
 * (com.acme.Codec$$Lambda.0x123.run); native names with :: or brackets are one method.
 */
export function parseName(name: string): FrameName {
  const whole = { package: "", type: "", method: name };
  if (/[\s([:*&]/.test(name)) return whole;
  const text = name.replaceAll("/", ".");
  const lastDot = text.lastIndexOf(".");
  if (lastDot <= 0) return whole;
  const method = text.slice(lastDot + 1);
  const owner = text.slice(0, lastDot);
  // The class begins at the first part with a capital; without one it is the last part.
  const parts = owner.split(".");
  let at = parts.findIndex((part) => /^[A-Z_$]/.test(part));
  if (at < 0) at = parts.length - 1;
  return {
    package: parts.slice(0, at).join("."),
    type: parts.slice(at).join("."),
    method,
  };
}

/**
 * Whether a frame stands for what called the next one and is not known: where a virtual thread was
 * mounted, or in brackets where the profiler could not walk on.
 */
export function isCut(name: string): boolean {
  return name.endsWith("cont_returnBarrier") || /^\[(?!tid=|virtual threads)[^\]]+\]$/.test(name);
}

/** Class and method: the name for lists, where the package would only take room. */
export function shortName(name: string): string {
  const { type, method } = parseName(name);
  return type === "" ? method : `${type}.${method}`;
}

/**
 * The longest form of a label that fits: the package shrinks to initials and goes, then the class
 * goes, before the method is cut. The suffix stays as long as a whole method fits beside it. Empty
 * when not even a few letters fit.
 */
export function fittedLabel(name: string, suffix: string, chars: number): string {
  const parsed = parseName(name);
  const forms = [...new Set([name, initials(parsed), shortName(name), parsed.method])];
  if (suffix !== "") {
    for (const form of forms) {
      if (form.length + 2 + suffix.length <= chars) return `${form}  ${suffix}`;
    }
  }
  for (const form of forms.slice(suffix === "" ? 0 : -2)) if (form.length <= chars) return form;
  return chars >= LEAST_CHARS ? `${parsed.method.slice(0, chars - 1)}\u2026` : "";
}

const LEAST_CHARS = 4;

function initials({ package: path, type, method }: FrameName): string {
  if (path === "") return type === "" ? method : `${type}.${method}`;
  const short = path
    .split(".")
    .map((part) => part[0])
    .join(".");
  return `${short}.${type}.${method}`;
}
