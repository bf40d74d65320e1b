// The samples of the report: articles beside their sources, and clusters; what page.js has is used here.
"use strict";
const opened = [];

// ---- sheets: paragraphs of the source beside those of the article
const quiet = (token) => !token[1].trim() && !token[2].trim();
const shown = (text) =>
  text.trim() ? text.replace(/\n/g, "⏎\n").replace(/⏎\n$/, "⏎") : text.replace(/\n/g, "⏎");
const side = (line, which, at) => {
  const cell = make("p", which === 1 ? "side source" : "side article");
  for (const [i, token] of line.entries()) {
    if (typeof token === "string") {
      cell.append(make("span", "", token));
      continue;
    }
    const text = token[which];
    if (!text) continue;
    const rule = data.rules[token[0]];
    const mark = make(
      which === 1 ? "del" : "ins",
      "k-" + (rule ? rule.kind : "diff"),
      rule ? shown(text) : text,
    );
    if (rule && quiet(token)) mark.classList.add("quiet");
    mark.tabIndex = -1;
    mark.dataset.rule = token[0];
    mark.dataset.at = at + i;
    if (rule && token[1] && token[2]) mark.dataset.pair = shown(token[1]) + " → " + shown(token[2]);
    cell.append(mark);
  }
  return cell;
};
const draw = (sheet, lines, heads) => {
  const rows = [make("div", "row heads")];
  rows[0].append(make("p", "side", heads[0]), make("p", "side", heads[1]));
  let at = 0;
  for (const line of lines) {
    const row = make("div", "row");
    const left = side(line, 1, at),
      right = side(line, 2, at);
    at += line.length;
    if (!right.textContent.trim()) right.classList.add("nothing");
    if (!left.textContent.trim()) left.classList.add("nothing");
    if (line.every((token) => typeof token === "string")) row.classList.add("same");
    row.append(left, right);
    rows.push(row);
  }
  sheet.replaceChildren(...rows);
  sheet.scrollTop = 0;
};
const watch = (sheet) => {
  sheet.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("del, ins");
    if (mark) explain(mark);
  });
  sheet.addEventListener("mouseout", (event) => {
    if (event.target.closest("del, ins")) hush();
  });
  sheet.addEventListener("focusin", (event) => {
    if (event.target.matches("del, ins")) explain(event.target);
  });
  sheet.addEventListener("focusout", hush);
  sheet.addEventListener("click", (event) => {
    const mark = event.target.closest("del, ins");
    if (mark) mark.focus({ preventScroll: true });
  });
};

// ---- the reader
if ($("reader") && data.articles && data.articles.length) {
  const select = $("which-page"),
    sheet = $("sheet"),
    chips = $("page-rules");
  let at = -1,
    only = null;
  watch(sheet);
  data.articles.forEach((one, i) =>
    select.add(new Option((one.title ? one.title + " — " : "") + one.path, i)),
  );
  const inView = (mark) => mark.offsetParent !== null && !mark.classList.contains("dim");
  const apart = (marks) =>
    [...new Map(marks.map((mark) => [mark.dataset.at, mark]).reverse()).values()].reverse();
  const marks = () =>
    apart(
      [...sheet.querySelectorAll("del, ins")].filter(
        (mark) => inView(mark) && (only !== null || !mark.classList.contains("quiet")),
      ),
    );
  const where = () => {
    const all = marks(),
      blanks = only === null ? apart([...sheet.querySelectorAll(".quiet")].filter(inView)).length : 0;
    const count =
      (at < 0 ? "" : at + 1 + " / ") + all.length.toLocaleString("en") + " " + say("changes-here");
    $("where").textContent =
      count + (blanks ? " + " + blanks.toLocaleString("en") + " " + say("of-blanks") : "");
  };
  const filter = (rule, button) => {
    only = rule;
    for (const chip of chips.children) chip.setAttribute("aria-pressed", String(chip === button));
    for (const mark of sheet.querySelectorAll("del, ins"))
      mark.classList.toggle("dim", rule !== null && Number(mark.dataset.rule) !== rule);
    at = -1;
    where();
  };
  const chip = (rule, name, count) => {
    const button = make("button", "chip" + (rule === null ? "" : " k-" + data.rules[rule].kind));
    button.type = "button";
    if (rule !== null) button.append(make("i", "dot k-" + data.rules[rule].kind));
    button.append(make("span", "", name), make("span", "n", count.toLocaleString("en")));
    button.addEventListener("click", () => filter(rule, button));
    return button;
  };
  const open = () => {
    const one = data.articles[select.value];
    draw(sheet, one.lines, [say("source-side"), say("article-side")]);
    const counts = new Map();
    for (const line of one.lines)
      for (const token of line)
        if (typeof token !== "string") counts.set(token[0], (counts.get(token[0]) || 0) + 1);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const all = chip(null, say("every-rule"), total);
    chips.replaceChildren(
      all,
      ...[...counts]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .map(([rule, count]) => chip(rule, data.rules[rule].id, count)),
    );
    const facts = [
      ["path", one.path, ""],
      [one.fate, spoken(one.why), ""],
      ["encoding", one.encoding, ""],
      ...one.facts,
    ];
    $("facts").replaceChildren(
      ...facts
        .filter((one) => one[1])
        .flatMap(([name, value, from]) => {
          const term = make("dt", "", fact(name)),
            told = make("dd"),
            text = make("bdi", "", value);
          told.append(text);
          if (from) told.append(make("span", "from", "← " + from));
          return [term, told];
        }),
    );
    if ($("explain-command"))
      $("explain-command").textContent = inFolder("article-pipeline explain CLEAN ") + forShell(one.path);
    filter(null, all);
  };
  const step = (by) => {
    const all = marks();
    if (!all.length) return;
    at = at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length;
    all[at].scrollIntoView({ block: "nearest" });
    all[at].focus({ preventScroll: true });
    explain(all[at]);
    where();
  };
  const view = (name) => {
    root.dataset.view = name;
    for (const button of document.querySelectorAll(".switch [data-view]"))
      button.setAttribute("aria-pressed", String(button.dataset.view === name));
    at = -1;
    where();
  };
  for (const button of document.querySelectorAll(".switch [data-view]"))
    button.addEventListener("click", () => view(button.dataset.view));
  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "n" || event.key === "ArrowRight") {
      step(1);
      event.preventDefault();
    }
    if (event.key === "p" || event.key === "ArrowLeft") {
      step(-1);
      event.preventDefault();
    }
  });
  select.addEventListener("change", open);
  const best = data.articles
    .map((one, i) => [
      new Set(
        one.lines
          .flat()
          .filter((token) => typeof token !== "string")
          .map((token) => token[0]),
      ).size,
      -i,
    ])
    .sort((a, b) => b[0] - a[0] || b[1] - a[1])[0];
  select.value = String(-best[1]);
  if (innerWidth < 720) view("marked");
  redrawn.push(open);
  open();
  opened.push(["page", select, "read"]);
}

// ---- clusters: the kept page beside one of its copies
if ($("clusters") && data.clusters.length) {
  const select = $("which-cluster"),
    chips = $("copies-of"),
    sheet = $("pair-sheet");
  const fill = () => {
    const chosen = select.value || "0";
    select.replaceChildren(
      ...["folded", "apart"]
        .map((name) => {
          const group = document.createElement("optgroup");
          group.label = say(name);
          data.clusters.forEach((one, i) => {
            if (one.folded === (name === "folded"))
              group.append(
                new Option(
                  one.copies[0].similarity.toFixed(3) +
                    " · " +
                    one.size +
                    " " +
                    say("in-cluster") +
                    " · " +
                    (one.title || one.of),
                  i,
                ),
              );
          });
          return group;
        })
        .filter((group) => group.children.length),
    );
    select.value = chosen;
    open();
  };
  const beside = (one, copy) => {
    for (const chip of chips.querySelectorAll("button"))
      chip.setAttribute("aria-pressed", String(chip.dataset.path === copy.path));
    const why = [
      say(one.folded ? "why-folded" : "why-apart"),
      say(copy.relation) +
        " · " +
        say("similarity") +
        " " +
        copy.similarity.toFixed(3) +
        (copy.cut ? " · " + say("cut") : ""),
    ];
    $("pair-why").replaceChildren(make("strong", "", why[0] + " "), document.createTextNode(why[1]));
    const other = say(one.folded ? "copy-page" : "other-page");
    const head = make("tr"),
      body = document.createElement("tbody");
    head.append(make("td"));
    for (const name of [say("kept-page"), other]) {
      const cell = make("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    const facts = [
      ["path", one.of, copy.path],
      ...copy.facts,
      ["lengths", ...copy.lengths.map((length) => length.toLocaleString("en"))],
    ];
    for (const [name, kept, its] of facts) {
      const row = make("tr"),
        term = make("th", "", fact(name));
      term.scope = "row";
      row.append(
        term,
        ...[kept, its].map((value) => {
          const cell = make("td");
          cell.append(make("bdi", "", value || "–"));
          return cell;
        }),
      );
      if (kept !== its && name !== "path" && name !== "lengths") row.classList.add("differs");
      body.append(row);
    }
    const top = document.createElement("thead");
    top.append(head);
    $("pair-facts").replaceChildren(top, body);
    draw(sheet, copy.lines, [say("kept-page") + ": " + one.of, other + ": " + copy.path]);
  };
  const open = () => {
    const one = data.clusters[select.value];
    chips.replaceChildren(
      ...one.copies.map((copy) => {
        const button = make("button", "chip");
        button.type = "button";
        button.dataset.path = copy.path;
        button.append(make("bdi", "", copy.path), make("span", "n", copy.similarity.toFixed(3)));
        button.addEventListener("click", () => beside(one, copy));
        return button;
      }),
    );
    const more = one.size - 1 - one.copies.length;
    if (more > 0)
      chips.append(make("span", "small", "+ " + more.toLocaleString("en") + " " + say("more-copies")));
    beside(one, one.copies[0]);
  };
  select.addEventListener("change", open);
  redrawn.push(fill);
  fill();
  opened.push(["cluster", select, "clusters"]);
}

// ---- every sample has an address, such as #cluster-3, and buttons to the one before and after
const go = () => {
  const [, name, number] = /^#([a-z]+)-(\d+)$/.exec(location.hash) || [];
  const found = opened.find((one) => one[0] === name);
  if (!found || ![...found[1].options].some((option) => option.value === number)) return;
  $("drawer").close();
  found[1].value = number;
  found[1].dispatchEvent(new Event("change"));
  $(found[2]).scrollIntoView();
};
addEventListener("hashchange", go);
for (const button of document.querySelectorAll("[data-turn]"))
  button.addEventListener("click", () => {
    const select = $(button.dataset.of);
    select.selectedIndex =
      (select.selectedIndex + Number(button.dataset.turn) + select.options.length) % select.options.length;
    select.dispatchEvent(new Event("change"));
  });

go();
