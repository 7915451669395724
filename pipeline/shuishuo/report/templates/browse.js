// Browses many rows: filters, order and pages over rows that script files hand in by addRows(name, rows).
// (A page opened from a file may load scripts but fetch no data.) What is chosen stands in the address, #key=value&…,
// so any selection can be linked to. Texts go in as text nodes only.
"use strict";

const shelf = {};
const addRows = (name, rows) => { shelf[name] = (shelf[name] ?? []).concat(rows); };

// A copy of the <template> with that id, its elements with data-slot filled with texts.
const filled = (id, slots = {}) => {
  const copy = document.getElementById(id).content.cloneNode(true);
  for (const place of copy.querySelectorAll("[data-slot]")) place.textContent = slots[place.dataset.slot] ?? "";
  return copy;
};

// The words of a <select> by value, as the page has them.
const wordsOf = (select) => Object.fromEntries([...select.options].map((option) => [option.value, option.text]));

// A stance as a small sign with its target.
const stanceChip = ([label, target]) => {
  const chip = filled(`stance-${label}`);
  chip.querySelector("b").textContent = target;
  return chip;
};

// rows: all rows. size: how many on a page. text(row): what the search looks through. tests: filter name → (row, value)
// → whether it stays. keys: order name → row → string or number to sort by. make(row): its element.
const browse = ({ rows, size, text, tests, keys, make }) => {
  const form = document.getElementById("filters");
  const place = document.getElementById("rows");
  const count = document.getElementById("count");
  const found = new Map();
  const state = { order: "", down: false, page: 0 };
  const fields = [...form.elements].filter((field) => field.name);
  const standard = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const searched = (row) => {
    if (!found.has(row)) found.set(row, text(row).toLowerCase());
    return found.get(row);
  };
  const passes = (row) => fields.every(({ name, value }) => {
    if (!value || name === "order") return true;
    return name === "q" ? searched(row).includes(value.toLowerCase()) : tests[name](row, value);
  });
  const compare = (left, right) =>
    typeof left === "number" ? left - right : left === right ? 0 : !left ? 1 : !right ? -1 : left.localeCompare(right, "zh");
  const ordered = (kept) => {
    const key = keys[state.order || form.elements.order?.value];
    if (!key) return kept;
    const turn = state.down ? -1 : 1;
    return kept.map((row) => [key(row), row]).sort((a, b) => turn * compare(a[0], b[0])).map((pair) => pair[1]);
  };
  const show = () => {
    const kept = ordered(rows.filter(passes));
    const last = Math.max(0, Math.ceil(kept.length / size) - 1);
    state.page = Math.min(Math.max(state.page, 0), last);
    const from = state.page * size;
    place.replaceChildren(...kept.slice(from, from + size).map(make));
    const to = Math.min(from + size, kept.length);
    count.textContent = kept.length ? `${from + 1}–${to} / ${kept.length}` : "没有符合条件的";
    for (const button of document.querySelectorAll("[data-step]")) {
      button.disabled = Number(button.dataset.step) < 0 ? state.page === 0 : state.page === last;
    }
    for (const button of document.querySelectorAll("[data-sort]")) {
      const sorted = button.dataset.sort === state.order ? (state.down ? "descending" : "ascending") : "none";
      button.closest("th").setAttribute("aria-sort", sorted);
    }
  };
  const remember = () => {
    const chosen = fields.filter((field) => field.value !== standard[field.name]).map((field) => [field.name, field.value]);
    history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
  };
  const recall = () => {
    if (location.hash.length > 1 && !location.hash.includes("=")) return; // a plain anchor of the page
    const given = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) field.value = given.get(field.name) ?? standard[field.name];
    state.page = 0;
    show();
    if ([...given].length) form.scrollIntoView();
  };
  const step = (by) => { state.page += by; show(); place.closest("section").scrollIntoView(); };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { state.page = 0; show(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { state.page = 0; show(); remember(); }));
  addEventListener("hashchange", recall);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-step], [data-sort]");
    if (!button) return;
    if (button.dataset.step) { step(Number(button.dataset.step)); return; }
    state.down = state.order === button.dataset.sort && !state.down;
    state.order = button.dataset.sort;
    state.page = 0;
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
    if (event.key === "/") { event.preventDefault(); form.elements.q.focus(); }
    const by = { j: 1, k: -1 }[event.key];
    if (!by) return;
    const links = [...place.querySelectorAll("[data-open]")];
    const next = links[Math.min(Math.max(links.indexOf(document.activeElement) + by, 0), links.length - 1)];
    next?.focus();
  });
  recall();
  if (!place.childElementCount) show();
};
