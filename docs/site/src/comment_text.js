// Comments and docstrings as Markdown: they are prose with `code` in backquotes, and
// code that is set in.

const NAMES = /(?<![\w`/.])(CORSIEVE_[A-Z0-9_]+|corsieve_[a-z0-9_]+)\b/g;

/** What Markdown would take for its own; names of the C interface are code. */
function escapeProse(line) {
  return line.split(/(`[^`]*`|https?:\/\/[^\s)]+)/).map((part, i) => (i % 2 === 1 ? part
    : part.replace(/[<*[\]|]/g, "\\$&").replace(NAMES, "`$1`"))).join("");
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
    if (code) out.push("", "```" + language, ...code, "```", "");
    code = null;
  };
  for (const line of lines) {
    const isSetIn = /^ {2,}\S/.test(line);
    const inList = /^\d /.test(previous) || previous === "list";
    if (code && (isSetIn || line.trim() === "")) {
      code.push(line.replace(/^ {2}/, ""));
    } else if (isSetIn && !inList && (previous.trim() === "" || previous.endsWith(":"))) {
      code = [line.replace(/^ {2}/, "")];
    } else {
      close();
      out.push(escapeProse(line.trim()).replace(/^(\d) /, "$1. "));
    }
    previous = line.trim() === "" ? "" : inList || /^\d /.test(line) ? "list" : line;
  }
  if (code) while (code.at(-1) === "") code.pop();
  close();
  return out.join("\n");
}
