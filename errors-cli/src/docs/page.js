"use strict";
(() => {
  const form = document.getElementById("~filter");
  const search = document.getElementById("~search");
  const byStatus = document.getElementById("~by-status");
  const byCategory = document.getElementById("~by-category");
  const count = document.getElementById("~count");
  const sections = [...document.querySelectorAll("section.codes")];
  const rows = new Map([...document.querySelectorAll("tr[data-for]")].map((row) => [row.dataset.for, row]));
  const cards = [...document.querySelectorAll("article.code")].map((card) => ({
    card,
    row: rows.get(card.id),
    status: card.dataset.status || "",
    category: card.dataset.category || "",
    text: null,
    shown: true,
  }));
  // A code in its own words: everything its card says, made ready when the search is reached.
  const textOf = (entry) => (entry.text ??= entry.card.textContent.toLowerCase());

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
    let found = 0;
    for (const entry of cards) {
      const shown =
        entry.status.startsWith(status) &&
        (!category || entry.category === category) &&
        words.every((word) => textOf(entry).includes(word));
      found += shown;
      if (shown !== entry.shown) {
        entry.shown = shown;
        entry.card.hidden = !shown;
        if (entry.row) entry.row.hidden = !shown;
      }
    }
    const filtered = found < cards.length;
    const some = (list) => list.some((element) => !element.hidden);
    for (const section of sections) {
      for (const table of section.querySelectorAll(":scope > .rows")) {
        table.hidden = filtered && !some([...table.querySelectorAll("tr[data-for]")]);
      }
      section.hidden = filtered && !some([...section.querySelectorAll(":scope > article")]);
    }
    // What is not about codes steps back while codes are looked for.
    const looking = words.length > 0 || status !== "" || category !== "";
    document.body.classList.toggle("looking", looking);
    // Said once the typing pauses, so that not every letter is read out.
    clearTimeout(announcement);
    announcement = setTimeout(() => {
      count.textContent = `${found} of ${cards.length} codes`;
    }, 150);
  }

  // A link to what is filtered out shows it again.
  function reveal(hash) {
    const target = hash && document.getElementById(hash.slice(1));
    const section = target && target.closest("section");
    if (section && (target.closest("[hidden]") || getComputedStyle(section).display === "none")) {
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
  // Before the browser follows the link, so that it has somewhere to go.
  addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.getAttribute("href"));
  });
  apply();
})();
