// The table of all attributions of the corpus view.
document.addEventListener("DOMContentLoaded", () => {
  const { articles, attributions } = shelf;
  const form = document.getElementById("filters");
  const kinds = wordsOf(form.elements.kind);
  const types = wordsOf(form.elements.type);
  const has = (row, target, label) =>
    row.stances.some((stance) => (!target || stance[1].includes(target)) && (!label || stance[0] === label));

  browse({
    rows: attributions,
    size: 25,
    text: (row) => [row.speaker, row.cue, row.content, articles[row.article].title, ...row.stances.map((s) => s[1])].join("\n"),
    tests: {
      speaker: (row, value) => row.speaker.includes(value),
      kind: (row, value) => row.kind === value,
      type: (row, value) => row.type === value,
      target: (row, value) => has(row, value, form.elements.stance.value),
      stance: (row, value) => has(row, form.elements.target.value, value),
      date: (row, value) => articles[row.article].published.startsWith(value),
      sure: (row, value) => row.confidence >= Number(value),
    },
    keys: {
      speaker: (row) => row.speaker,
      type: (row) => types[row.type],
      cue: (row) => row.cue,
      content: (row) => row.content,
      stances: (row) => row.stances[0]?.[1] ?? "",
      confidence: (row) => row.confidence,
      article: (row) => articles[row.article].published + articles[row.article].title,
    },
    make: (row) => {
      const article = articles[row.article];
      const made = filled("row", {
        speaker: row.speaker || "未知",
        kind: row.kind && kinds[row.kind],
        type: types[row.type],
        cue: row.cue,
        content: row.content,
        confidence: `${row.confidence}%`,
        title: article.title,
        published: article.published,
      });
      for (const link of made.querySelectorAll("a")) link.href = `${article.file}#c${row.number}`;
      made.querySelector(".stances").append(...row.stances.map(stanceChip));
      return made;
    },
  });
});
