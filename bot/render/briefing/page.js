"use strict";
// A click on a note shows its case with the words marked: data-at of the note has the field and the places in it.
(() => {
  const dialog = document.querySelector("dialog");
  const body = dialog.querySelector("div");
  const marked = (text, places) => {
    const letters = Array.from(text), parts = [];
    let at = 0;
    for (const [start, end] of places) {
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(start, end).join("");
      parts.push(letters.slice(at, start).join(""), mark);
      at = end;
    }
    return [...parts, letters.slice(at).join("")];
  };
  const show = (note) => {
    const { collection, number, field, at } = note.dataset;
    const held = at && [...document.querySelectorAll("article.case")].find(
      (a) => a.dataset.collection === collection && a.dataset.number === number && !dialog.contains(a));
    if (!held) return false;
    const shown = held.cloneNode(true);
    const target = field === "标题" ? shown.querySelector(".title")
      : [...shown.querySelectorAll("[data-field]")].find((part) => part.dataset.field === field);
    if (target) {
      const places = at.split(" ").map((place) => place.split("-").map(Number)).sort((a, b) => a[0] - b[0]);
      target.replaceChildren(...marked(target.textContent, places));
    }
    body.replaceChildren(shown);
    if (!dialog.open) dialog.showModal();
    const first = shown.querySelector("mark");
    if (first) first.scrollIntoView({ block: "center" });
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ref");
    if (link && show(document.getElementById(link.hash.slice(1)))) event.preventDefault();
    if (event.target === dialog || event.target.closest(".close")) dialog.close();
  });
})();
