export default {
  title: "Notes from the reading room",
  url: "https://example.org",
  baseUrl: "/",
  scripts: [{ src: "/pkg/hustings.js", type: "module" }],
  presets: [["classic", { docs: false, blog: { routeBasePath: "/" }, theme: { customCss: "./hustings.css" } }]],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: { title: "Notes from the reading room" },
  },
};
