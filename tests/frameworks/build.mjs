// Bundles each app into the folder that is named, as `NAME.js` (with its framework's checks) and `NAME.min.js` (as
// it is published), and renders it as a server does, to `NAME.html`. The widget is left where it is: `/pkg/`.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileScript, parse } from "@vue/compiler-sfc";
import { build } from "esbuild";
import { compile } from "svelte/compiler";

process.env.NODE_ENV = "production";
const [out] = process.argv.slice(2);
const NAMES = { react: "tsx", vue: "ts", svelte: "ts" };

/** The frameworks' own compilers. */
const compilers = (ssr, dev) => ({
  name: "their own compilers",
  setup(build) {
    build.onLoad({ filter: /\.vue$/ }, ({ path }) => {
      const compilerOptions = { isCustomElement: (tag) => tag === "hustings-widget" };
      const { descriptor, errors } = parse(readFileSync(path, "utf8"), { filename: path, templateParseOptions: compilerOptions });
      if (errors.length) throw errors[0];
      const templateOptions = { ssr, ssrCssVars: [], compilerOptions };
      const { content } = compileScript(descriptor, { id: "app", inlineTemplate: true, isProd: !dev, templateOptions });
      return { contents: content, loader: "ts" };
    });
    build.onLoad({ filter: /\.svelte$/ }, ({ path }) => {
      const { js, warnings } = compile(readFileSync(path, "utf8"), { filename: path, dev, generate: ssr ? "server" : "client" });
      if (warnings.length) throw new Error(warnings.join("\n"));
      return { contents: js.code, loader: "js" };
    });
  },
});

/** The widget, and on a server all packages, are imported and no part of the bundle. */
const outside = (filter, place) => ({
  name: "what is outside",
  setup(build) {
    build.onResolve({ filter }, ({ path }) => ({ path: place(path), external: true }));
  },
});

const entries = (file) => Object.fromEntries(Object.entries(NAMES).map(([name, type]) => [name, `src/${name}/${file}.${type}`]));
const common = { absWorkingDir: import.meta.dirname, bundle: true, format: "esm", target: "es2022", legalComments: "none", logLevel: "warning", jsx: "automatic" };

for (const dev of [true, false]) {
  await build({
    ...common,
    entryPoints: entries("main"),
    outdir: out,
    outExtension: { ".js": dev ? ".js" : ".min.js" },
    minify: !dev,
    jsxDev: dev,
    conditions: ["svelte", "browser", dev ? "development" : "production"],
    define: {
      "process.env.NODE_ENV": dev ? '"development"' : '"production"',
      __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    plugins: [outside(/^hustings$/, () => "/pkg/hustings.js"), compilers(false, dev)],
  });
}

const server = mkdtempSync(join(out, "server-"));
await build({
  ...common,
  entryPoints: entries("server"),
  outdir: server,
  outExtension: { ".js": ".mjs" },
  platform: "node",
  plugins: [outside(/^[@a-z]/, (name) => import.meta.resolve(name)), compilers(true, false)],
});
for (const name of Object.keys(NAMES)) {
  const { render } = await import(pathToFileURL(join(server, `${name}.mjs`)));
  writeFileSync(join(out, `${name}.html`), await render());
}
rmSync(server, { recursive: true });
