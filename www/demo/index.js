// The page is whole without this file: it adds the Copy button and the choice of feeds.

import { copyButtons } from "./copy.js";

for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
copyButtons(document.getElementById("copied"));

for (const choice of document.querySelectorAll("fieldset[data-for]")) {
  const widget = document.getElementById(choice.dataset.for);
  const show = ({ value, dataset: { picks = "" } }) => {
    if (widget.getAttribute("src") === value) return;
    Object.assign(widget, { query: "", picks, view: picks ? "compare" : "cards", src: value });
  };
  choice.hidden = false;
  choice.addEventListener("change", (event) => show(event.target));
  // A browser that restores the choice restores the feed with it.
  show(choice.querySelector("input:checked"));
}
