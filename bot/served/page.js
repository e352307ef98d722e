"use strict";

// Everything that comes from the server is put in as text, never as markup.

const WORDS = {
  zh: {
    skip: "跳到提问", fresh: "新对话", language: "English", collections: "案例集", talk: "问答",
    scope: "勾选几个，就只问这几个；展开可以逐案阅读。",
    welcome: "向案例集提问，回答注明案例编号，引文逐字见于原文。例如：",
    token: "访问令牌", enter: "进入", question: "问题", hint: "问一个问题", keys: "（Enter 发送，Shift+Enter 换行，/ 回到这里）", send: "提问",
    busy: "查找中", understood: "理解为：", why: "怎么得来的", cited: "所引案例", complete: "已逐案检查", partial: "按意义判断，可能不全", unused: "没有用上的词：",
    count: "个案例", more: "接着列出", close: "关闭", list: "逐案阅读", offline: "连不上服务器", summary: "摘要",
    refused: "没有可以回答的案例。", case: "案例", wrong: "令牌不对",
  },
  en: {
    skip: "Skip to the question", fresh: "New conversation", language: "中文", collections: "Collections", talk: "Questions and answers",
    scope: "Tick some to ask only these; open one to read its cases.",
    welcome: "Ask the case collections: answers name the cases and quote them word for word. For instance:",
    token: "Access token", enter: "Enter", question: "Question", hint: "Ask a question", keys: " (Enter sends, Shift+Enter new line, / comes back here)", send: "Ask",
    busy: "Searching", understood: "Read as: ", why: "How it came about", cited: "Cases cited", complete: "every case was checked", partial: "judged by meaning; may be incomplete", unused: "Words left unused: ",
    count: "cases", more: "List more", close: "Close", list: "Read the cases", offline: "The server cannot be reached", summary: "Summary",
    refused: "No case answers this.", case: "Case ", wrong: "Wrong token",
  },
};
const EXAMPLES = ["哪些案例涉及商业秘密？", "浙江有哪些案例？", "村BA是怎么带动乡村产业的？"];
const A_PAGE = 50;
const OPEN_AT_ONCE = 3;
const FEW = 6; // more cited cases than these wait under one line
const MARK = /\[(?:[^[\]]{1,60}·)?案例\d+\]/g;
const TURNING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g; // marks that turn the direction of words

const $ = (id) => document.getElementById(id);
const kept = {
  get: (store, name) => { try { return store.getItem(name); } catch { return null; } },
  set: (store, name, value) => { try { store.setItem(name, value); } catch { /* then not */ } },
};
let lang = kept.get(localStorage, "anwen-lang") || document.documentElement.lang;
if (!(lang in WORDS)) lang = "zh";
const wide = matchMedia("(min-width: 60rem)");
let turns = [];
let asking = null;
const say = (name) => WORDS[lang][name];

function make(kind, attributes = {}, ...children) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.map((child) => (typeof child === "string" ? child.replace(TURNING, "\uFFFD") : child)));
  return made;
}

/** A word of the page's own, which changes with the language. */
const word = (kind, name, attributes = {}) => make(kind, { ...attributes, "data-word": name }, say(name));

function speak() {
  document.documentElement.lang = lang;
  document.title = lang === "zh" ? "案问" : "案问 anwen";
  for (const made of document.querySelectorAll("[data-word]")) made.textContent = say(made.dataset.word);
  for (const made of document.querySelectorAll("[data-label]")) made.setAttribute("aria-label", say(made.dataset.label));
  for (const made of document.querySelectorAll("[data-hint]")) made.placeholder = say(made.dataset.hint) + (wide.matches ? say("keys") : "");
}

async function get(path, body, signal) {
  const token = kept.get(sessionStorage, "anwen-token");
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  if (body) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), signal });
  } catch (error) {
    throw error.name === "AbortError" ? error : new Error(say("offline"));
  }
  const value = await response.json().catch(() => ({ error: `${response.status}` }));
  if (response.status === 401) {
    $("gate").hidden = false;
    $("token").focus();
  }
  if (!response.ok) throw new Error(value.error);
  return { value, total: Number(response.headers.get("X-Total-Count")) };
}

const place = (collection, number) => `/cases/${number}?collection=${encodeURIComponent(collection)}`;

/** The text of a field with the quotes marked; their places are code points, which a string does not count in. */
function marked(text, quotes) {
  const points = Array.from(text);
  const at = (start, end) => points.slice(start, end).join("");
  const pieces = [];
  let done = 0;
  for (const quote of [...quotes].sort((a, b) => a.start - b.start)) {
    if (quote.end <= done) continue;
    const start = Math.max(quote.start, done);
    pieces.push(at(done, start));
    const [from, to] = quote.answer || [0, 0];
    if (from >= start && to > from && to <= quote.end) {
      pieces.push(make("mark", {}, at(start, from), make("strong", {}, at(from, to)), at(to, quote.end)));
    } else {
      pieces.push(make("mark", {}, at(start, quote.end)));
    }
    done = quote.end;
  }
  return [...pieces, at(done)];
}

function caseText(held, quotes) {
  const within = (field) => quotes.filter((quote) => quote.field === field);
  const parts = [];
  if (held.recognised) parts.push(make("p", { class: "quiet" }, held.recognised));
  if (within("title").length) parts.push(make("p", {}, ...marked(held.title, within("title"))));
  for (const [name, text] of Object.entries(held.fields)) {
    if (name !== "summary") parts.push(make("h3", {}, name));
    parts.push(make("div", {}, ...marked(text, within(name))));
  }
  return parts;
}

/** A cited case, opened in its place. */
function cited(citation, mark, open) {
  const text = make("div", { class: "text" });
  let loading = null;
  const load = () => {
    loading ||= get(place(citation.collection, citation.number))
      .then(({ value }) => text.replaceChildren(...caseText(value, citation.quotes)))
      .catch((error) => { loading = null; text.replaceChildren(make("p", { class: "failed" }, error.message)); });
  };
  const made = make("details", { class: "case", ontoggle: () => made.open && load() },
    make("summary", {}, make("b", {}, mark), " ", citation.title), text);
  made.open = open;
  return made;
}

/** The answer's text: its marks are buttons that open the case they name, the words that answer are emphasised. */
function withMarks(answer, named) {
  const spans = [];
  for (const found of answer.answer.matchAll(MARK)) {
    if (named.has(found[0])) spans.push([found.index, found.index + found[0].length, named.get(found[0])]);
  }
  for (const { text, start, answer: span } of answer.citations.flatMap((citation) => citation.quotes)) {
    const at = span ? answer.answer.indexOf(`“${text}”`) + 1 : 0;
    const units = (points) => Array.from(text).slice(0, points - start).join("").length;
    if (at > 0) spans.push([at + units(span[0]), at + units(span[1]), null]);
  }
  const pieces = [];
  let done = 0;
  for (const [start, end, opened] of spans.sort((a, b) => a[0] - b[0])) {
    if (start < done || end <= start) continue;
    const text = answer.answer.slice(start, end);
    pieces.push(answer.answer.slice(done, start), opened ? opener(text, opened) : make("strong", {}, text));
    done = end;
  }
  return [...pieces, answer.answer.slice(done)];
}

function opener(mark, opened) {
  return make("button", { type: "button", class: "cite", onclick: () => {
    const all = opened.closest(".all");
    if (all) all.open = true;
    opened.open = true;
    opened.scrollIntoView({ block: "nearest" });
    opened.querySelector("summary").focus({ preventScroll: true });
  } }, mark);
}

/** What the choice of cases rests on, for who asks. */
function why(answer) {
  const parts = [answer.basis.test, word("span", answer.basis.complete ? "complete" : "partial")];
  const lines = [make("p", { class: "quiet" }, parts[0], "（", parts[1], "）")];
  const unused = answer.understood.unused;
  if (unused.length) lines.push(make("p", { class: "quiet" }, word("span", "unused"), unused.join("、")));
  if (answer.model) lines.push(make("p", { class: "quiet" }, answer.model));
  return make("details", { class: "why" }, word("summary", "why", { class: "quiet" }), ...lines);
}

/** Marks by citation: with the collection's label where several are in play, in the order in which they come. */
function marksOf(answer) {
  const written = [...new Set(answer.answer.match(MARK) || [])];
  return answer.citations.map((citation) => {
    const ends = (mark) => mark === `[案例${citation.number}]` || mark.endsWith(`·案例${citation.number}]`);
    const label = labels.get(citation.collection);
    const exact = written.findIndex((mark) => mark === `[${label}·案例${citation.number}]`);
    const found = exact >= 0 ? exact : written.findIndex(ends);
    return found < 0 ? `[案例${citation.number}]` : written.splice(found, 1)[0];
  });
}

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s?？。.!！]/g, "");

function answered(answer) {
  const read = answer.understood.text;
  const parts = [];
  if (read && plain(read) !== plain(answer.question)) {
    parts.push(make("p", { class: "quiet" }, word("span", "understood"), read));
  }
  if (answer.refused) {
    parts.push(make("p", { class: "answer refused" }, answer.reason || say("refused")));
    return parts;
  }
  const marks = marksOf(answer);
  const opened = answer.citations.map((citation, at) =>
    cited(citation, marks[at], answer.citations.length <= OPEN_AT_ONCE));
  const named = new Map(marks.map((mark, at) => [mark, opened[at]]));
  parts.push(make("p", { class: "answer" }, ...withMarks(answer, named)));
  if (answer.basis.test) parts.push(why(answer));
  if (opened.length <= FEW) return [...parts, ...opened];
  const summary = make("summary", { class: "quiet" }, word("span", "cited"), ` ${opened.length}`);
  return [...parts, make("details", { class: "all" }, summary, ...opened)];
}

async function ask(question) {
  $("welcome")?.remove();
  const said = make("div", {}, word("p", "busy", { class: "quiet busy" }));
  const article = make("article", { "aria-busy": "true" }, make("p", { class: "asked" }, question), said);
  $("talk").append(article);
  article.scrollIntoView({ block: "start" });
  const collections = [...document.querySelectorAll("nav input:checked")].map((box) => box.value);
  const left = scrollY;
  asking = new AbortController();
  $("send").setAttribute("aria-disabled", "true");
  try {
    const { value } = await get("/ask", { question, turns, collections }, asking.signal);
    said.replaceChildren(...answered(value));
    if (scrollY === left) article.scrollIntoView({ block: "start" }); // unless somebody reads elsewhere by now
    turns = [...turns, question].slice(-50);
  } catch (error) {
    if (error.name === "AbortError") { article.remove(); return; }
    said.replaceChildren(make("p", { class: "answer failed", role: "alert" }, error.message));
    if (!$("question").value) $("question").value = question;
  } finally {
    article.removeAttribute("aria-busy");
    if (article.isConnected) {
      asking = null;
      $("send").removeAttribute("aria-disabled");
    }
  }
}

function welcome() {
  const examples = EXAMPLES.map((text) => make("button", { type: "button", onclick: () => asking || ask(text) }, text));
  $("talk").replaceChildren(make("div", { id: "welcome" }, word("p", "welcome"), ...examples));
}

/** A case by itself, at the end of what is there. */
async function read(collection, number) {
  $("welcome")?.remove();
  const text = make("div", { class: "text" }, word("p", "busy", { class: "quiet busy" }));
  const title = make("span", {});
  const close = word("button", "close", { type: "button", onclick: () => { card.remove(); $("question").focus(); } });
  const card = make("article", { class: "case", tabindex: "-1" }, make("div", { class: "title" }, title, close), text);
  $("talk").append(card);
  try {
    const { value } = await get(place(collection, number));
    title.append(make("b", {}, `案例${value.number}`), ` ${value.title}`);
    const home = titles.get(value.collection);
    text.replaceChildren(...(home ? [make("p", { class: "quiet" }, home)] : []), ...caseText(value, []));
  } catch (error) {
    text.replaceChildren(make("p", { class: "failed", role: "alert" }, error.message));
  }
  card.scrollIntoView({ block: "start" });
  card.focus({ preventScroll: true });
}

const titles = new Map();
const labels = new Map();

function shelf(collection) {
  const list = make("ol", {});
  const more = word("button", "more", { type: "button", onclick: () => fill() });
  let offset = 0;
  const fill = async () => {
    more.hidden = true;
    try {
      const path = `/cases?collection=${encodeURIComponent(collection.id)}&offset=${offset}&limit=${A_PAGE}`;
      const { value, total } = await get(path);
      for (const held of value) {
        const go = () => {
          if (!wide.matches) $("library").open = false;
          read(held.collection, held.number);
        };
        list.append(make("li", {}, make("button", { type: "button", onclick: go }, `${held.number}　${held.title}`)));
      }
      offset += value.length;
      more.hidden = offset >= total || !value.length;
    } catch (error) {
      list.append(make("li", { class: "failed" }, error.message));
      more.hidden = false;
    }
  };
  const opened = make("details", { ontoggle: () => opened.open && !offset && fill() },
    word("summary", "list", { class: "quiet" }), list, more);
  return opened;
}

async function library() {
  try {
    const { value } = await get("/collections");
    $("collections").replaceChildren(...value.map((collection) => {
      titles.set(collection.id, collection.title);
      labels.set(collection.id, collection.label);
      const box = make("input", { type: "checkbox", value: collection.id });
      const count = make("span", { class: "quiet whole" }, ` ${collection.cases} `, word("span", "count"));
      return make("li", {}, make("label", {}, box, make("span", {}, collection.title, count)), shelf(collection));
    }));
  } catch (error) {
    $("collections").replaceChildren(make("li", { class: "failed" }, error.message));
  }
}

function follow() {
  const found = /^#\/([^/]+)\/(\d+)$/.exec(location.hash);
  if (found) read(decodeURIComponent(found[1]), found[2]);
}

function grow() {
  const box = $("question");
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

$("asking").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = $("question").value.trim();
  if (!question || asking) return;
  $("question").value = "";
  grow();
  ask(question);
});
$("question").addEventListener("input", grow);
$("question").addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return; // Enter that chooses a word belongs to the input method
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    $("asking").requestSubmit();
  } else if (event.key === "ArrowUp" && !$("question").value && turns.length) {
    event.preventDefault();
    $("question").value = turns.at(-1);
    grow();
  }
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("textarea, input:not([type=checkbox])");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    $("question").focus();
  }
});
$("fresh").addEventListener("click", () => {
  asking?.abort();
  asking = null;
  turns = [];
  $("send").removeAttribute("aria-disabled");
  welcome();
  $("question").focus();
});
$("language").addEventListener("click", () => {
  lang = lang === "zh" ? "en" : "zh";
  kept.set(localStorage, "anwen-lang", lang);
  speak();
});
$("gate").addEventListener("submit", (event) => {
  event.preventDefault();
  kept.set(sessionStorage, "anwen-token", $("token").value.trim());
  $("gate").hidden = true;
  $("token").value = "";
  library();
  $("question").focus();
});
window.addEventListener("hashchange", follow);

welcome();
speak();
$("library").open = wide.matches;
library().then(follow);
if (wide.matches) $("question").focus();
