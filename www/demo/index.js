// The page is whole without this file: it adds the Copy button and the choice of feeds.

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const status = document.getElementById("copied");
  const label = button.textContent;
  let timer;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim() + "\n");
      button.textContent = "Copied";
      status.textContent = "Copied";
    } catch {
      // Where the clipboard is out of reach, the lines are at least selected.
      getSelection().selectAllChildren(source);
      button.textContent = "Selected";
      status.textContent = "Selected, ready to copy";
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2400);
  });
}

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
