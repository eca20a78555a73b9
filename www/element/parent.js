// For the page that holds frames of hustings: each is as high as what it shows.
// <iframe data-hustings title="Nominations" src="https://…/frame.html#src=…"></iframe>

/** A page that is higher is taken for a mistake; the frame then scrolls. */
const HIGHEST = 100_000;

addEventListener("message", ({ data, source, origin }) => {
  if (data?.hustings !== "height" || !(data.height > 0 && data.height <= HIGHEST)) return;
  for (const frame of document.querySelectorAll("iframe[data-hustings]")) {
    // Only the page that the frame was given, wherever it may have gone since.
    if (frame.contentWindow === source && new URL(frame.src, document.baseURI).origin === origin) frame.style.height = `${Math.ceil(data.height)}px`;
  }
});
