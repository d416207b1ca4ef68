// The JavaScript reference: a page for each hand-written .d.ts, which is told as it
// stands, declaration by declaration.

import path from "node:path";
import ts from "typescript";
import { commentText } from "./comment_text.js";
import { filesBelow, textOf } from "./repository.js";

const TYPES = "bindings/npm/types";
const FOLDER = "reference/javascript";

/** The lines of a documentation comment, without its marks. */
const uncommented = (comment) =>
  comment.split("\n").map((line) => line.replace(/^\s*(\/\*\*|\*(?!\/)) ?/, "").replace(/\s*\*\/\s*$/, ""));

function nameOf(statement) {
  const declared = statement.name ?? statement.declarationList?.declarations[0].name;
  return declared?.text;
}

/** What a file exports, in order: `{ names, comment, code }`, overloads in one; and its own comment. */
function read(file) {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  const entries = [];
  let about = [];
  source.statements.forEach((statement, i) => {
    const docs = (statement.jsDoc ?? []).map((doc) => doc.getText());
    // The first comment is the file's, where the declaration has one of its own, or is none.
    if (i === 0 && (docs.length > 1 || ts.isImportDeclaration(statement))) about = uncommented(docs.shift() ?? "");
    const name = nameOf(statement);
    const isExported = ts.getModifiers?.(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!name || !isExported) return;
    const code = statement.getText();
    const comment = uncommented(docs.at(-1) ?? "");
    if (entries.at(-1)?.name === name) {
      entries.at(-1).code += `\n${code}`;
    } else {
      entries.push({ name, comment, code });
    }
  });
  return { about, entries };
}

const moduleOf = (file) => {
  const name = path.posix.basename(file, ".d.ts");
  return name === "index" ? "corsieve" : `corsieve/${name}`;
};

const pageOf = (file) => `${FOLDER}/${path.posix.basename(file, ".d.ts")}.html`;

export function addJavaScriptReference(site) {
  const files = filesBelow(TYPES).sort(
    (a, b) => Number(b.endsWith("/index.d.ts")) - Number(a.endsWith("/index.d.ts")),
  );
  const modules = files.map((file) => ({ file, ...read(file) }));
  // Names of index.d.ts are known in all; a module's own go first.
  const wordsOf = ({ file, entries }) => entries.map(({ name }) => [name, `${pageOf(file)}#${name.toLowerCase()}`]);
  const shared = wordsOf(modules[0]);
  for (const module of modules) {
    const { file, about, entries } = module;
    const list =
      file === modules[0].file
        ? "## Modules\n\n" +
          modules
            .slice(1)
            .map(
              (other) =>
                `- [${moduleOf(other.file)}](${path.posix.basename(pageOf(other.file))}): ` +
                commentText(other.about, "ts").split("\n\n")[0].replaceAll("\n", " "),
            )
            .join("\n") +
          "\n\n"
        : "";
    const text =
      `# ${moduleOf(file)}\n\n${commentText(about, "ts")}\n\n${list}` +
      entries
        .map(
          ({ name, comment, code }) =>
            `## ${name}\n\n\`\`\`ts\n${code}\n\`\`\`\n\n${commentText(comment, "ts")}\n\n`,
        )
        .join("");
    site.addMarkdown({
      file,
      text,
      out: pageOf(file),
      kind: "reference",
      link: (href) => href,
      words: new Map([...shared, ...wordsOf(module)]),
    });
  }
}
