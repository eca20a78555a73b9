export default function (config) {
  config.addPassthroughCopy("pkg");
  config.addPassthroughCopy("nominations.json");
  config.addPassthroughCopy("style.css");
  // Its README is no page of this site.
  config.ignores.add("pkg");

  config.addPairedShortcode("hustings", (inside, feed, attributes = "") => `
<div>
<script type="module" src="/pkg/hustings.js"></script>
<hustings-widget src="${feed}" theme="inherit" ${attributes}>${inside}</hustings-widget>
</div>
`);
}
