// Bundles each peer as its users would publish it, into the folder that is named, and says on
// stdout what each weighs: raw, after gzip -9, after brotli -11.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transformSync } from "esbuild";
import { transformAsync } from "@babel/core";
import solid from "babel-preset-solid";
import { compile } from "svelte/compiler";

const [out, ...more] = process.argv.slice(2);
const NAMES = ["vanilla", "strongest", "preact", "lit", "solid", "svelte"];

const compilers = {
  name: "their own compilers",
  setup(build) {
    build.onLoad({ filter: /solid\.jsx$/ }, async ({ path }) => {
      const { code } = await transformAsync(readFileSync(path, "utf8"), { presets: [solid], filename: path, configFile: false });
      return { contents: code, loader: "js" };
    });
    // A file that is imported as text is taken as it is.
    build.onLoad({ filter: /\.css$/ }, ({ path }) => {
      const { code } = transformSync(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
    build.onLoad({ filter: /\.svelte$/ }, ({ path }) => {
      const { js } = compile(readFileSync(path, "utf8"), { filename: path, dev: false, css: "injected" });
      return { contents: js.code, loader: "js" };
    });
  },
};

const source = (name) => `src/${name}.${["preact", "solid"].includes(name) ? "jsx" : "js"}`;
await build({
  entryPoints: [...NAMES.map(source), "src/micro.js"],
  absWorkingDir: import.meta.dirname,
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
  conditions: ["svelte", "browser", "production"],
  define: { "process.env.NODE_ENV": '"production"' },
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: [compilers],
});

const weigh = (file) => {
  const raw = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  return [raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw, { params }).length];
};
const sum = (files) => files.map(weigh).reduce((a, b) => a.map((n, i) => n + b[i]));
const sizes = Object.fromEntries(NAMES.map((name) => [name, weigh(`${out}/${name}.js`)]));
// What stands after the folder belongs to the widget.
if (more.length) sizes.hustings = sum(more);
console.log(JSON.stringify(sizes));
