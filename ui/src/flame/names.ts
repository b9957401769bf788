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
  const text = name.includes("/") ? name.replaceAll("/", ".") : name;
  const lastDot = text.lastIndexOf(".");
  if (lastDot <= 0) return whole;
  // The class begins at the first part with a capital; without one it is the last part.
  let at = 0;
  while (!beginsType(text.charCodeAt(at))) {
    const dot = text.indexOf(".", at);
    if (dot >= lastDot) break;
    at = dot + 1;
  }
  return {
    package: at === 0 ? "" : text.slice(0, at - 1),
    type: text.slice(at, lastDot),
    method: text.slice(lastDot + 1),
  };
}

/** A to Z, _ or $. */
function beginsType(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || unit === 95 || unit === 36;
}

/** Where the JVM copies back the callers of a virtual thread: its name changed with JDK 22 and 26. */
const RETURN_BARRIER = /(cont_returnBarrier(_stub \(stub gen\))?|Cont thaw return barrier)$/;

/**
 * Whether a frame stands for what called the next one and is not known: where a virtual thread was
 * mounted, or in brackets where the profiler could not walk on.
 */
export function isCut(name: string): boolean {
  return RETURN_BARRIER.test(name) || /^\[(?!tid=|virtual threads)[^\]]+\]$/.test(name);
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
