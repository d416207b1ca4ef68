// Comments and docstrings as Markdown: they are prose with `code` in backquotes, and
// code that is set in.

const FILES = /(?<![\w`/.])(?:docs|tests|include|bindings|engine|tools)\/[\w./-]*[\w/]/g;
const NAMES = /(?<![\w`/.])(CORSIEVE_[A-Z0-9_]+|corsieve_[a-z0-9_]+)\b/g;

/** What Markdown would take for its own; names of the C interface and of files are code. */
export function escapeProse(line) {
  return line
    .split(/(`[^`]*`|https?:\/\/[^\s)]+)/)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part
            .replace(/[<*[\]|]/g, "\\$&")
            .replace(NAMES, "`$1`")
            .replace(FILES, "`$&`"),
    )
    .join("");
}

/**
 * Lines of a comment as Markdown. Lines that are set in are code, where they begin a
 * paragraph or follow a colon; paragraphs that begin with a number are a list.
 */
export function commentText(lines, language) {
  const out = [];
  let code = null;
  let previous = "";
  const close = () => {
    while (code?.at(-1) === "") code.pop();
    const indent = Math.min(
      ...(code ?? []).filter((line) => line !== "").map((line) => line.match(/^ */)[0].length),
    );
    code = code?.map((line) => line.slice(indent));
    if (code) out.push("", "```" + language, ...code, "```", "");
    code = null;
  };
  for (const line of lines) {
    const isSetIn = /^ {2,}\S/.test(line);
    const inList = /^\d /.test(previous) || previous === "list";
    if (code && (isSetIn || line.trim() === "")) {
      code.push(line.trimEnd());
    } else if (isSetIn && !inList && (previous.trim() === "" || previous.endsWith(":"))) {
      code = [line];
    } else {
      close();
      out.push(escapeProse(line.trim()).replace(/^(\d) /, "$1. "));
    }
    previous = line.trim() === "" ? "" : inList || /^\d /.test(line) ? "list" : line;
  }
  close();
  return out.join("\n");
}
