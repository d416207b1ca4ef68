// What pages do: the search, and blocks that scroll are reached by the keyboard.
// A classic script, for pages that are opened as files load no modules.
"use strict";

(() => {
  const root = document.documentElement.dataset.root;
  const MOST_AT_ONCE = 8;
  const KIND_WEIGHTS = { reason: 3, reasons: 1.5, guide: 1.3, manual: 1, reference: 1, source: 0.4 };
  const KIND_NAMES = { reason: "reason", manual: "manual", reference: "reference", source: "source" };

  let loading;
  const load = (file) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}look/${file}`;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} cannot be loaded`));
      document.head.append(script);
    });

  /** The engine and the index, which are loaded once somebody searches. */
  function loaded() {
    loading ??= load("minisearch.js")
      .then(() => load("index.js"))
      .then(() => {
        const { options, sentences, index } = globalThis.corsieveSearch;
        return { engine: globalThis.MiniSearch.loadJS(index, options), templates: sentences.map(templateOf) };
      });
    return loading;
  }

  const normal = (text) =>
    text
      .toLowerCase()
      .replace(/["“”‘’'`]/g, "'")
      .replace(/\s+/g, " ")
      .trim();

  /** Words in capitals stand for what is the reader's own. */
  function templateOf([page, sentence]) {
    const parts = sentence
      .split(/\b[A-Z]{3,}\b/)
      .map(normal)
      .filter((part) => part !== "");
    return { page, whole: normal(sentence), parts, length: parts.join("").length };
  }

  /** How well a sentence of a console fits a template: 0, or more than 0.6. */
  function fit(query, { whole, parts, length }) {
    if (query.length >= 12 && whole.includes(query)) return 1 + query.length / whole.length;
    let at = 0;
    let matched = 0;
    for (const part of parts) {
      const found = query.indexOf(part, at);
      if (found < 0) continue;
      at = found + part.length;
      matched += part.length;
    }
    const share = matched / length;
    return matched >= 20 && share > 0.6 ? share + matched / 10000 : 0;
  }

  function sentencesLike(templates, query) {
    const best = new Map();
    for (const template of templates) {
      const score = fit(normal(query), template);
      if (score > (best.get(template.page) ?? 0)) best.set(template.page, score);
    }
    return [...best]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_AT_ONCE - 2)
      .map(([page]) => page);
  }

  async function find(query) {
    const { engine, templates } = await loaded();
    const options = {
      boost: { title: 4, aliases: 3 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 5 ? 0.15 : 0),
      boostDocument: (_, __, { kind }) => KIND_WEIGHTS[kind] ?? 1,
    };
    const all = engine.search(query, { ...options, combineWith: "AND" });
    const hits = all.length > 0 ? all : engine.search(query, options);
    const first = sentencesLike(templates, query);
    const known = first.map((page) => ({ id: page, ...engine.getStoredFields(page) }));
    return [...known, ...hits.filter(({ id }) => !first.includes(id))];
  }

  /** An element with text, and with others inside. */
  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function resultInside({ title, page, kind, about }) {
    const where = [page, KIND_NAMES[kind]].filter(Boolean).join(" · ");
    return [
      element("b", {}, title),
      ...(where ? [" ", element("span", { class: "where" }, where)] : []),
      element("span", { class: "about" }, about),
    ];
  }

  // A list below the box, of which arrows choose: a combobox with a listbox.
  const input = document.querySelector(".search input");
  const list = element("ul", { id: "hits", role: "listbox", "aria-label": "Search results", hidden: "" });
  const say = element("p", { role: "status", class: "unseen" });
  input.after(list, say);
  for (const [key, value] of Object.entries({
    role: "combobox",
    "aria-controls": "hits",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
  })) {
    input.setAttribute(key, value);
  }
  let chosen = -1;
  let asked = 0;

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  }

  function choose(i) {
    chosen = i;
    [...list.children].forEach((item, j) => item.setAttribute("aria-selected", String(j === i)));
    if (i < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `hit${i}`);
      list.children[i].scrollIntoView({ block: "nearest" });
    }
  }

  const goTo = (id) => {
    location.href = root + id;
  };

  async function suggest() {
    const query = input.value.trim();
    const turn = ++asked;
    if (query === "") return show(false);
    const hits = await find(query);
    // An answer to what was typed before comes too late.
    if (turn !== asked) return undefined;
    list.replaceChildren(
      ...hits.slice(0, MOST_AT_ONCE).map((hit, i) => {
        const item = element(
          "li",
          { role: "option", id: `hit${i}`, "data-page": hit.id, "aria-selected": "false" },
          ...resultInside(hit),
        );
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => goTo(hit.id));
        return item;
      }),
    );
    say.textContent = hits.length === 0 ? "Nothing found" : `${hits.length} found`;
    list.dataset.query = query;
    show(hits.length > 0);
    return undefined;
  }

  input.addEventListener("focus", () => {
    loaded();
  });
  input.addEventListener("input", suggest);
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count > 0) {
      event.preventDefault();
      show(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (count === 0) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 && step < 0 ? count - 1 : (chosen + step + count) % count);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      goTo(list.children[chosen].dataset.page);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (
      event.key !== "/" ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      /^(INPUT|TEXTAREA)$/.test(event.target.tagName)
    )
      return;
    event.preventDefault();
    input.focus();
  });

  // The page of all results: search.html?q=…
  const results = document.getElementById("results");
  const query = new URLSearchParams(location.search).get("q")?.trim();
  if (results && query) {
    input.value = query;
    find(query).then((hits) => {
      document.getElementById("found").textContent =
        hits.length === 0 ? `Nothing found for “${query}”` : `${hits.length} found for “${query}”`;
      results.replaceChildren(
        ...hits
          .slice(0, 100)
          .map((hit) => element("li", {}, element("a", { href: root + hit.id }, ...resultInside(hit)))),
      );
    });
  }

  function reachScrolling() {
    for (const block of document.querySelectorAll("main pre, main .table, main .source")) {
      if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
      else block.removeAttribute("tabindex");
    }
  }
  addEventListener("resize", reachScrolling);
  reachScrolling();

  // The menu of narrow pages closes as one expects.
  const menu = document.querySelector(".menu");
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
