// Files that are opened or dropped, and HARs, however they come.

import { decoded, textOf } from "./bytes.js";
import { byId, fill, say } from "./dom.js";
import { harView, isHar } from "./har.js";
import { ready } from "./program.js";

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** `take(state)` gets what a file has as the page's texts, `complain(what)` why it has nothing. */
export function startFiles({ take: takeState, complain }) {
  /** Leaves the view of a HAR, if it is there. */
  const close = () => {
    if (byId("har").hidden) return;
    byId("har").hidden = true;
    fill(byId("har"));
    byId("explain").hidden = false;
    byId("text").focus();
  };
  const take = (next) => {
    close();
    byId("broken").hidden = true;
    takeState(next);
  };
  const complainOf = (name, error) => complain(`${name} cannot be read: ${error.message || "it is no whole gzip"}`);

  async function showHar(name, bytes) {
    const view = byId("har");
    fill(view, `Reading ${name} …`);
    byId("explain").hidden = true;
    view.hidden = false;
    try {
      await ready("har");
      if (view.hidden) return; // Something else was opened meanwhile.
      fill(view, harView(name, bytes, { close, complain, open: take }));
      view.querySelector("button").focus();
    } catch (error) {
      close();
      complainOf(name, error);
    }
  }

  async function readFile(file) {
    const packed = new Uint8Array(await file.arrayBuffer());
    const bytes = packed[0] === 0x1f && packed[1] === 0x8b ? await inflated(packed) : packed;
    const read = decoded(bytes);
    if (isHar(read ?? "", file.name.replace(/\.gz$/, ""))) return showHar(file.name, bytes);
    // What the box cannot hold as it is stays bytes.
    const isText = read !== null && !/[\0\r](?!\n)/.test(read);
    take({ text: isText ? read : textOf(bytes), isBytes: !isText });
    return say(`${file.name} is read.`);
  }

  async function takeFile(file) {
    byId("broken").hidden = true;
    try {
      await readFile(file);
    } catch (error) {
      complainOf(file.name, error);
    }
  }

  return {
    close,
    /** Has the page take what is dropped on it, chosen, or pasted into `box`. */
    listen(box) {
      byId("file").addEventListener("change", (event) => {
        const [file] = event.target.files;
        if (file) takeFile(file);
        event.target.value = "";
      });
      for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
      addEventListener("drop", (event) => {
        const [file] = event.dataTransfer.files;
        if (file) takeFile(file);
        else take({ text: event.dataTransfer.getData("text") });
      });
      box.addEventListener("paste", (event) => {
        const pasted = event.clipboardData.getData("text");
        if (!isHar(pasted)) return;
        event.preventDefault();
        showHar("the pasted HAR", new TextEncoder().encode(pasted));
      });
    },
  };
}
