import { parseName } from "../../flame/names";

/** A class with its package less loud than its name. */
export function ClassName({ name }: { name: string }) {
  const { prefix, path, rest } = classParts(name);
  return (
    <>
      {prefix && <span className="soft">{prefix}</span>}
      {path && <span className="soft">{path}.</span>}
      {rest}
    </>
  );
}

/** "class com.acme.Cache" is a class as an object: "class ", com.acme and Cache. */
export function classParts(name: string): { prefix: string; path: string; rest: string } {
  const prefix = name.startsWith("class ") ? "class " : "";
  const bare = name.slice(prefix.length);
  const path = parseName(`${bare.replace(/(\[\])+$/, "")}.x`).package;
  return { prefix, path, rest: path === "" ? bare : bare.slice(path.length + 1) };
}
