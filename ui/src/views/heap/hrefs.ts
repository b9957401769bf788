/** The page of a dump. */
export function heapHref(id: string): string {
  return `/heap/${encodeURIComponent(id)}`;
}

/** The paths to all objects of a class. */
export function pathsHref(id: string, className: string): string {
  return `${heapHref(id)}?list=paths&class=${encodeURIComponent(className)}`;
}

/** The page of one object of a dump. */
export function objectHref(id: string, object: number): string {
  return `${heapHref(id)}/objects/${object}`;
}
