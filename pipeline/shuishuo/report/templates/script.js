// Links a quotation, its speaker and its stances: what belongs to one attribution lights up together.
// Everything also works without this script, by the plain links between the numbers and the list.
(() => {
  "use strict";
  const marked = [...document.querySelectorAll("[data-n]")];
  const numbers = (element) => element.dataset.n.split(" ");
  let chosen = [];

  const light = (wanted) => {
    document.body.classList.toggle("lit", wanted.length > 0);
    for (const element of marked) {
      element.classList.toggle("on", numbers(element).some((n) => wanted.includes(n)));
    }
  };
  const at = (event) => event.target instanceof Element && event.target.closest("[data-n]");
  // In nested quotations the number that comes last is the innermost; the whole nest lights up while hovering.
  const enter = (event) => { const found = at(event); if (found) light(numbers(found)); };
  const leave = (event) => { if (at(event)) light(chosen); };
  const show = (element) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };
  const place = (n) => {
    const view = document.getElementById("view-raw")?.checked ? "r" : "c";
    return document.getElementById(view + n);
  };
  const choose = (wanted) => { chosen = wanted; light(chosen); };

  // A link from elsewhere to one attribution (#c3, #r3, #card3) chooses it; to a missed one (#cm2) marks its card.
  const arrive = () => {
    const [, role, n] = /^#(cm|rm|c|r|card)(\d+)$/.exec(location.hash) ?? [];
    if (!n) return;
    const card = document.getElementById((role.endsWith("m") ? "missed" : "card") + n);
    choose(role.endsWith("m") ? [] : [n]);
    for (const other of document.querySelectorAll(".card.gone")) other.classList.toggle("on", other === card);
    const list = card?.closest(".list");
    if (list && role !== "card") list.scrollTop += card.getBoundingClientRect().top - list.getBoundingClientRect().top - 60;
  };

  addEventListener("hashchange", arrive);
  arrive();
  document.addEventListener("mouseover", enter);
  document.addEventListener("mouseout", leave);
  document.addEventListener("focusin", enter);
  document.addEventListener("focusout", leave);
  document.addEventListener("click", (event) => {
    const found = at(event);
    if (!found) { choose([]); return; }
    choose(numbers(found));
    const inner = numbers(found).at(-1);
    if (event.target.closest("a")) return; // a link goes where it says
    const card = document.getElementById("card" + inner);
    const target = found === card ? place(inner) : card;
    if (target && !String(getSelection())) show(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (event.key === "Escape") choose([]);
    const step = { j: 1, k: -1 }[event.key];
    const cards = [...document.querySelectorAll(".card[data-n]")];
    if (!step || !cards.length) return;
    const now = cards.findIndex((card) => chosen.includes(card.dataset.n));
    const next = cards[(now < 0 && step < 0 ? 0 : now + step + cards.length) % cards.length];
    choose([next.dataset.n]);
    next.focus({ preventScroll: true });
    show(next);
    const there = place(next.dataset.n);
    if (there && matchMedia("(min-width: 64em)").matches) show(there);
  });
})();
