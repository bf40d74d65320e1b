// What moves in the report. All text goes in as text nodes; nothing is fetched, nothing is parsed as HTML.
"use strict";
const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const data = JSON.parse($("data").textContent);
const make = (name, classes, text) => {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
};
const kept = {
  get: (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      /* private mode */
    }
  },
};

// ---- language and light
const words = data.words;
const spoken = (both) => both[root.lang === "en" ? 0 : 1];
const say = (key) => spoken(words[key] || [key, key]);
const fact = (name) => say(words["fact-" + name] ? "fact-" + name : name);
const redrawn = [];
const speak = (lang) => {
  root.lang = lang;
  for (const one of document.querySelectorAll("[data-en]")) {
    const told = lang === "en" ? one.dataset.en : one.dataset.zh;
    one.setAttribute("aria-label", told);
    if ("placeholder" in one.dataset) one.placeholder = told;
  }
  for (const draw of redrawn) draw();
};
const asked = kept.get("article-pipeline-language") || navigator.language || "en";
speak(asked.toLowerCase().startsWith("zh") ? "zh-CN" : "en");
$("language").addEventListener("click", () => {
  speak(root.lang === "en" ? "zh-CN" : "en");
  kept.set("article-pipeline-language", root.lang);
});
const dark = matchMedia("(prefers-color-scheme: dark)");
const lit = (theme) => {
  root.dataset.theme = theme;
};
lit(kept.get("article-pipeline-theme") || (dark.matches ? "dark" : "light"));
$("theme").addEventListener("click", () => {
  lit(root.dataset.theme === "dark" ? "light" : "dark");
  kept.set("article-pipeline-theme", root.dataset.theme);
});

// ---- commands name the folder that this file lies in
const folder =
  location.protocol === "file:" && !root.dataset.single
    ? decodeURIComponent(location.pathname).replace(/\/[^/]*$/, "")
    : "";
const forShell = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'");
const quoted = forShell(folder);
const inFolder = (command) =>
  folder ? command.replace("CLEAN/", () => quoted + "/").replace(/\bCLEAN\b/, () => quoted) : command;
for (const code of document.querySelectorAll("[data-command]")) code.textContent = inFolder(code.textContent);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const code = button.parentElement.querySelector("code");
  const done = () => {
    button.classList.add("done");
    tell(say("copied"));
    setTimeout(() => {
      button.classList.remove("done");
      hush();
    }, 1500);
  };
  const chosen = () => {
    const range = document.createRange();
    range.selectNodeContents(code);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  (navigator.clipboard
    ? navigator.clipboard.writeText(code.textContent)
    : Promise.reject(new Error("none"))
  ).then(done, chosen);
});

// ---- the tip
const tip = $("tip");
const tell = (text) => {
  tip.replaceChildren(make("p", "", text));
  tip.hidden = false;
  tip.style.left = "";
  tip.style.top = "";
  tip.classList.add("corner");
};
const hush = () => {
  tip.hidden = true;
};
const explain = (mark) => {
  const rule = data.rules[mark.dataset.rule];
  if (!rule) return;
  const parts = [make("p", "tip-rule"), make("p", "tip-why", spoken(rule.why))];
  parts[0].append(
    make("i", "dot k-" + rule.kind),
    make("code", "", rule.id),
    make("span", "tip-stage", say(rule.kind)),
  );
  if (mark.dataset.pair) parts.push(make("p", "tip-pair", mark.dataset.pair));
  tip.replaceChildren(...parts);
  tip.classList.remove("corner");
  tip.hidden = false;
  const box = mark.getClientRects()[0] || mark.getBoundingClientRect(),
    own = tip.getBoundingClientRect();
  const below = box.bottom + own.height + 16 < innerHeight;
  tip.style.left = Math.max(8, Math.min(box.left, innerWidth - own.width - 8)) + "px";
  tip.style.top = Math.max(8, below ? box.bottom + 8 : box.top - own.height - 8) + "px";
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hush();
});
addEventListener(
  "scroll",
  () => {
    if (tip.hidden || tip.classList.contains("corner")) return;
    const focused = document.activeElement,
      box = focused.getBoundingClientRect();
    if (focused.dataset.rule && box.bottom > 0 && box.top < innerHeight) explain(focused);
    else hush();
  },
  { passive: true, capture: true },
);

// ---- learned rules, in either order
const orders = [...document.querySelectorAll("[data-order]")];
const rules = [...document.querySelectorAll("#learned .rule")];
for (const button of orders)
  button.addEventListener("click", () => {
    for (const other of orders) other.setAttribute("aria-pressed", String(other === button));
    const least = [...rules].sort((a, b) => a.dataset.titles - b.dataset.titles);
    $("learned").append(...(button.dataset.order === "least" ? least : rules));
  });

// ---- the table of rules
const table = $("fired");
if (table) {
  const search = $("rule-search"),
    buttons = [...document.querySelectorAll("[data-filter]")];
  const all = $("all-rules");
  let kind = "",
    every = !all;
  const narrow = () => {
    const asked = search.value.trim().toLowerCase();
    const few = !every && !kind && !asked;
    if (all) all.hidden = !few;
    for (const row of table.tBodies[0].rows)
      row.hidden = Boolean(
        (few && row.classList.contains("later")) ||
        (kind && row.dataset.kind !== kind) ||
        (asked && !row.textContent.toLowerCase().includes(asked)),
      );
    $("no-rule").hidden = [...table.tBodies[0].rows].some((row) => !row.hidden);
  };
  const choose = (name) => {
    kind = name;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.filter === name));
    narrow();
  };
  for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.filter));
  for (const link of document.querySelectorAll("a[data-kind]"))
    link.addEventListener("click", () => choose(link.dataset.kind));
  search.addEventListener("input", narrow);
  if (all)
    all.addEventListener("click", () => {
      every = true;
      narrow();
    });
  narrow();
}

// ---- rows behind a number open in a drawer; without script the link leads to them
const drawer = $("drawer");
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#rows-"]');
  const group = link && $(link.getAttribute("href").slice(1));
  if (!group || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  $("drawer-title").replaceChildren(...group.querySelector("summary").cloneNode(true).childNodes);
  $("drawer-body").replaceChildren(...[...group.children].slice(1).map((part) => part.cloneNode(true)));
  drawer.showModal();
});
$("drawer-close").addEventListener("click", () => drawer.close());
drawer.addEventListener("click", (event) => {
  if (event.target === drawer) drawer.close();
});

// ---- the section in view
const links = new Map(
  [...document.querySelectorAll(".top nav a")].map((link) => [link.getAttribute("href").slice(1), link]),
);
if (links.size && "IntersectionObserver" in window) {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        if (entry.isIntersecting)
          for (const [id, link] of links) {
            if (id === entry.target.id) link.setAttribute("aria-current", "true");
            else link.removeAttribute("aria-current");
          }
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  for (const id of links.keys()) if ($(id)) seen.observe($(id));
}
