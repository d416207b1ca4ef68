// Elements, made in one expression.

const isLeftOut = (value) => value === null || value === undefined || value === false;
const present = (children) => children.flat(Infinity).filter((child) => !isLeftOut(child));

/** `h("p", { class: "x", onclick }, "text", child)`: what is null or false is left out. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (isLeftOut(value)) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...present(children));
  return element;
}

/** "1 header", "2 headers". */
export const counted = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

export const byId = (id) => document.getElementById(id);

/** Puts `children` in place of what is there, and the focus back on what has the same key. */
export function fill(where, ...children) {
  const key = where.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  where.replaceChildren(...present(children));
  if (key !== undefined) where.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** Said to those who listen. */
export function say(text) {
  byId("said").textContent = text;
}

/** A button that copies what `text()` gives, and says so. */
export function copyButton(text, label = "Copy", about = "", size = "small") {
  const button = h("button", { type: "button", class: size, "aria-label": about ? `${label} ${about}` : null }, label);
  button.addEventListener("click", async () => {
    const done = await copy(text());
    button.textContent = done ? "Copied" : "Select and copy it";
    say(done ? "Copied." : "The browser does not let this page copy.");
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Files and old browsers have no clipboard of their own.
    const area = h("textarea", { class: "unseen", value: text, "aria-hidden": "true" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
