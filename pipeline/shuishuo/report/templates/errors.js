// The list of errors, the worst first, each with gold and prediction side by side.
document.addEventListener("DOMContentLoaded", () => {
  const { articles, errors } = shelf;
  const form = document.getElementById("filters");
  const causes = wordsOf(form.elements.cause);
  const sides = wordsOf(form.elements.side);
  const types = wordsOf(document.getElementById("types"));
  const reading = (place, read) => {
    if (!read) { place.append(filled("nothing")); return; }
    place.append(filled("reading", { speaker: read.speaker || "未知", type: types[read.type] }));
    place.querySelector(".stances").append(...read.stances.map(stanceChip));
  };
  const marked = { both: "span", gold: "ins", predicted: "del", gap: "small" };

  browse({
    rows: errors,
    size: 20,
    text: (row) => [
      articles[row.article].title, row.gold?.speaker, row.predicted?.speaker, ...row.runs.map((run) => run[1]),
    ].join("\n"),
    tests: {
      cause: (row, value) => row.causes.includes(value),
      side: (row, value) => row.side === value,
      split: (row, value) => articles[row.article].split === value,
    },
    keys: { confidence: (row) => -(row.confidence ?? -1), lost: (row) => -row.lost },
    make: (row) => {
      const article = articles[row.article];
      const made = filled("error", {
        title: article.title,
        side: sides[row.side],
        weight: row.weight,
        lost: row.lost,
        confidence: row.confidence === null ? "–" : `${row.confidence}%`,
      });
      made.querySelector("a").href = `${article.file}#${row.anchor}`;
      made.querySelector(".error").classList.add(row.side);
      made.querySelector(".causes").append(...row.causes.map((cause) => filled("cause", { cause: causes[cause] })));
      reading(made.querySelector(".gold"), row.gold);
      reading(made.querySelector(".predicted"), row.predicted);
      made.querySelector("blockquote").append(...row.runs.map(([side, words]) => {
        const piece = document.createElement(marked[side]);
        piece.textContent = words;
        return piece;
      }));
      return made;
    },
  });
});
