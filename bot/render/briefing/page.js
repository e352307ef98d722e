"use strict";
// A click on a note shows its case with the words marked. What is marked is read from the note that people see.
(() => {
  const NOTE = /^案例集 (\S+?)《[\s\S]*?》·案例(\d+)·([\s\S]+?) (\d+)–(\d+)·「/;
  const dialog = document.querySelector("dialog");
  const body = dialog.querySelector("div");
  const show = (note) => {
    const found = NOTE.exec(note.textContent.replace(/\s+/g, " ").trim());
    if (!found) return false;
    const [, collection, number, field, start, end] = found;
    const held = [...document.querySelectorAll("article.case")].find(
      (a) => a.dataset.collection === collection && a.dataset.number === number && !dialog.contains(a));
    if (!held) return false;
    const shown = held.cloneNode(true);
    const target = field === "标题" ? shown.querySelector(".title")
      : [...shown.querySelectorAll("[data-field]")].find((part) => part.dataset.field.replace(/\s+/g, " ").trim() === field);
    if (target) {
      const text = Array.from(target.textContent);
      const mark = document.createElement("mark");
      mark.textContent = text.slice(+start, +end).join("");
      target.replaceChildren(text.slice(0, +start).join(""), mark, text.slice(+end).join(""));
    }
    body.replaceChildren(shown);
    if (!dialog.open) dialog.showModal();
    const marked = shown.querySelector("mark");
    if (marked) marked.scrollIntoView({ block: "center" });
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ref");
    if (link && show(document.getElementById(link.hash.slice(1)))) event.preventDefault();
    if (event.target === dialog || event.target.closest(".close")) dialog.close();
  });
})();
