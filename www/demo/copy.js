// Buttons that copy what stands elsewhere on the page, and say that they did.

/** How long a button says so, in milliseconds. */
const SAID = 2400;

/** @param {HTMLElement} status Says it to those who don't see the button. */
export function copyButtons(status) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    const label = button.textContent;
    let timer;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(`${source.textContent.trim()}\n`);
        button.textContent = status.textContent = "Copied";
      } catch {
        // Where the clipboard is out of reach, the lines are at least selected.
        source.focus();
        getSelection().selectAllChildren(source);
        button.textContent = "Selected";
        status.textContent = "Selected, ready to copy";
      }
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.textContent = label;
        status.textContent = "";
      }, SAID);
    });
  }
}
