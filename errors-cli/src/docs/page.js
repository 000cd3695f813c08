"use strict";
(() => {
  const form = document.getElementById("~filter");
  const search = document.getElementById("~search");
  const byStatus = document.getElementById("~by-status");
  const byCategory = document.getElementById("~by-category");
  const count = document.getElementById("~count");
  // Sections of codes and their tables are shown while one of their codes is.
  const parts = [...document.querySelectorAll("section.codes, section.codes > .rows")];
  const rows = new Map([...document.querySelectorAll("tr[data-for]")].map((row) => [row.dataset.for, row]));
  const cards = [...document.querySelectorAll("article.code")].map((card) => ({
    card,
    row: rows.get(card.id),
    section: card.parentElement,
    table: rows.get(card.id)?.closest(".rows"),
    status: card.dataset.status || "",
    category: card.dataset.category || "",
    text: null,
    shown: true,
  }));
  // The searchable text of a code: the text of its card, computed when the search field gets the focus.
  const textOf = (entry) => (entry.text ??= entry.card.textContent.toLowerCase());

  // Elements with the class `out` are hidden on screen and printed on paper.
  const show = (element, shown) => element.classList.toggle("out", !shown);

  let frame = 0;
  let announcement = 0;
  const schedule = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(apply);
  };

  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = byStatus ? byStatus.value : "";
    const category = byCategory ? byCategory.value : "";
    const needed = new Set();
    let found = 0;
    for (const entry of cards) {
      const shown =
        entry.status.startsWith(status) &&
        (!category || entry.category === category) &&
        words.every((word) => textOf(entry).includes(word));
      if (shown) {
        found += 1;
        needed.add(entry.section).add(entry.table);
      }
      if (shown !== entry.shown) {
        entry.shown = shown;
        show(entry.card, shown);
        if (entry.row) show(entry.row, shown);
      }
    }
    for (const part of parts) show(part, found === cards.length || needed.has(part));
    // Sections without codes are hidden during a search.
    const looking = words.length > 0 || status !== "" || category !== "";
    document.body.classList.toggle("looking", looking);
    // Updated when typing pauses, so that screen readers do not announce every letter.
    clearTimeout(announcement);
    announcement = setTimeout(() => {
      count.textContent = `${found} of ${cards.length} codes`;
    }, 150);
  }

  // A link to a filtered element shows it again.
  function reveal(hash) {
    const target = hash && document.getElementById(hash.slice(1));
    const section = target && target.closest("section");
    if (section && (target.closest(".out") || getComputedStyle(section).display === "none")) {
      form.reset();
      apply();
      requestAnimationFrame(() => target.scrollIntoView());
    }
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", schedule);
  form.addEventListener("reset", schedule);
  search.addEventListener("focus", () => cards.forEach(textOf), { once: true });
  // Runs before the browser follows the link, so that its target is visible.
  addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.getAttribute("href"));
  });
  // Opening the same address again does not change the hash.
  addEventListener("popstate", () => reveal(location.hash));
  apply();
})();
