// The fixed parts of the HTML that `corsieve har --format html` writes. The
// playground shows the same in a shadow tree, with this style and script.

#ifndef CORSIEVE_TOOLS_HAR_HAR_PAGE_H_
#define CORSIEVE_TOOLS_HAR_HAR_PAGE_H_

#include <string_view>

namespace corsieve::tools {

// Up to the first fetch. The order in which fetches are shown is CSS's, so that
// they may be written as they come, and the summary behind them.
inline constexpr std::string_view kHarPageHead = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>corsieve har</title>
<style>
:root, :host { --back: #fbfbfa; --text: #1b1d20; --quiet: #5a606a; --line: #d5d9df; --row: #f1f3f5;
  --failed: #a5231b; --hidden: #7a4a00; --unclear: #4b4391; --fine: #17663a; --none: #5a606a; }
@media (prefers-color-scheme: dark) {
  :root, :host { --back: #131518; --text: #e5e7ea; --quiet: #a2a9b4; --line: #363c45; --row: #21252b;
    --failed: #ff9087; --hidden: #f2c069; --unclear: #bdb4ff; --fine: #7fd69b; --none: #a2a9b4; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; }
body, main { background: var(--back); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
code, .u { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
main { display: flex; flex-direction: column; }
#sum { order: -3; }
html { scroll-padding-top: 7rem; }
#bar { order: -2; display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: center; z-index: 1;
  position: sticky; top: 0; background: var(--back); padding: .6rem 0; border-bottom: 1px solid var(--line); }
#bar input[type=search] { flex: 1 1 12rem; min-width: 0; font: inherit; padding: .3rem .5rem;
  color: inherit; background: var(--row); border: 1px solid var(--line); border-radius: .3rem; }
#bar input::placeholder { color: var(--quiet); opacity: 1; }
button { font: inherit; color: inherit; background: var(--row); border: 1px solid var(--line);
  border-radius: .3rem; padding: .2rem .6rem; cursor: pointer; }
#bar button[aria-pressed=true] { border-color: var(--text); }
#bar fieldset { display: flex; flex-wrap: wrap; gap: .2rem .5rem; align-items: center; min-width: 0;
  margin: 0; padding: 0; border: 0; }
#bar legend { float: left; }
label { white-space: nowrap; }
h2 { order: -1; font-size: 1rem; margin: .6rem 0 .2rem; }
details { border-bottom: 1px solid var(--line); }
[data-rank="1"] { order: 1; } [data-rank="2"] { order: 2; } [data-rank="3"] { order: 3; } [data-rank="4"] { order: 4; }
summary { display: grid; grid-template-columns: 5.5rem 6rem 2.5rem 5rem 1fr; gap: .1rem .6rem;
  padding: .4rem .3rem; cursor: pointer; list-style: none; align-items: baseline; }
summary::-webkit-details-marker { display: none; }
summary:hover, details[open] > summary { background: var(--row); }
summary .w { grid-column: 5; color: var(--quiet); overflow-wrap: anywhere; }
summary > span { min-width: 0; overflow-wrap: anywhere; }
.k { font-weight: 600; }
.failed .k { color: var(--failed); } .hidden .k { color: var(--hidden); }
.unclear .k { color: var(--unclear); } .fine .k { color: var(--fine); } .not .k { color: var(--none); }
.in { padding: .2rem .6rem 1rem; }
.in p, .in ul { margin: .4rem 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-top: .6rem; }
caption { text-align: left; color: var(--quiet); }
th:first-child { width: 32%; } th:nth-child(2) { width: 22%; }
th { font-weight: 600; } td { border-top: 1px solid var(--line); }
td, th { text-align: left; padding: .15rem .6rem .15rem 0; vertical-align: top; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
.q { color: var(--quiet); } .n { color: var(--quiet); font-variant-numeric: tabular-nums; }
.bad { color: var(--failed); font-weight: 600; }
pre { background: var(--row); padding: .5rem .7rem; margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere;
  border-left: 3px solid var(--fine); font-family: ui-monospace, monospace; font-size: .9em; }
[hidden] { display: none; }
@media (max-width: 45rem) {
  #bar { position: static; } html { scroll-padding-top: 0; }
  th:first-child { width: 38%; } th:nth-child(2) { width: 24%; }
  summary { grid-template-columns: auto auto auto 1fr; }
  summary .u, summary .w { grid-column: 1 / -1; }
  dl { grid-template-columns: 1fr; } dd { margin-bottom: .3rem; } }
@media print { #bar { display: none; } }
</style>
</head>
<body>
<main>
<div id="bar" hidden>
<input type="search" id="find" placeholder="URL, header, reason ..." aria-label="Filter by URL, header or reason">
<fieldset id="kinds" aria-label="Verdicts that are shown"></fieldset>
<fieldset id="sort"><legend>Sort by</legend>
<button data-by="rank">verdict</button>
<button data-by="n">order</button>
<button data-by="status">status</button>
<button data-by="url">URL</button></fieldset>
<span class="q" id="shown" role="status"></span>
</div>
<h2>Fetches</h2>
)html";

inline constexpr std::string_view kHarPageEnd = R"html(</main>
<script>
'use strict';
function view(root) {
const main = root.querySelector('main'), rows = [...root.querySelectorAll('details')];
const bar = root.getElementById('bar'), find = root.getElementById('find');
const kinds = root.getElementById('kinds'), shown = root.getElementById('shown');
const names = ['failed', 'hidden', 'unclear', 'fine', 'not judged'];
const counts = names.map((name, rank) => rows.filter(r => r.dataset.rank == rank).length);
// Who listens instead of looking begins at the beginning, too.
main.prepend(root.getElementById('sum'), bar, root.querySelector('h2'));
const texts = rows.map(r => r.textContent.toLowerCase());
const boxes = names.map((name, rank) => {
  const label = document.createElement('label'), box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = rank < 3 || counts[0] + counts[1] + counts[2] == 0;
  box.onchange = show;
  label.append(box, ` ${name} ${counts[rank]} `);
  if (counts[rank] > 0) kinds.append(label);
  return box;
});
function show() {
  const words = find.value.toLowerCase().split(/\s+/);
  let n = 0;
  rows.forEach((row, i) => {
    const is = boxes[row.dataset.rank].checked && words.every(word => texts[i].includes(word));
    row.hidden = !is;
    n += is;
  });
  shown.textContent = `${n} of ${rows.length} shown`;
}
let sorted = '', falls = false;
function sort(by) {
  falls = by == sorted && !falls;
  sorted = by;
  for (const button of bar.querySelectorAll('button')) {
    const is = button.dataset.by == by, name = button.dataset.by == 'rank' ? 'verdict'
        : button.dataset.by == 'n' ? 'order' : button.dataset.by == 'url' ? 'URL' : 'status';
    button.setAttribute('aria-pressed', is);
    button.textContent = name + (is ? falls ? ' \u2193' : ' \u2191' : '');
    button.setAttribute('aria-label', name + (is ? falls ? ', descending' : ', ascending' : ''));
  }
  const order = [...rows].sort((a, b) => (by == 'url' ? a.dataset.url.localeCompare(b.dataset.url)
      : a.dataset[by] - b.dataset[by]) || a.dataset.n - b.dataset.n);
  if (falls) order.reverse();
  // Where the focus goes is the order in the document.
  for (const row of order) { row.style.order = 0; main.append(row); }
}
for (const button of bar.querySelectorAll('button')) button.onclick = () => sort(button.dataset.by);
find.oninput = show;
bar.hidden = false;
show();
sort('rank');
}
view(document);
document.title = document.querySelector('h1').textContent + ' - corsieve har';
</script>
</body>
</html>
)html";

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_PAGE_H_
