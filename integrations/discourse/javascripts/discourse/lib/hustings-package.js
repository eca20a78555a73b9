// The widget's own files: a theme's assets, each at an address of its own that tells nothing of its name.

const SCRIPTS = ["hustings", "hustings_element", "hustings_widget", "hustings_more", "hustings_reader", "hustings_emoji"];
const MODULES = ["hustings_widget_bg", "hustings_widget_more", "hustings_reader_bg"];

/** An asset's address, which says what it is: the widget knows its own faults by the files that they come from. */
function marked(address, file, base) {
  const url = new URL(address, base);
  // A module keeps what stands behind #, an answer to `fetch` does not.
  if (file.endsWith(".js")) url.hash = file;
  else if (!url.search) url.search = file;
  return url.href;
}

/** By their names in the package: where the files are. */
export function addressesOf({ theme_uploads: uploads = {}, theme_uploads_local: local = {} }, base) {
  const missing = [];
  const add = (from, names, extension) =>
    names.flatMap((name) => {
      const file = `${name}.${extension}`;
      if (from[name]) return [[file, marked(from[name], file, base)]];
      missing.push(file);
      return [];
    });
  // Scripts of the forum's own origin need no leave of a CDN; the others are fetched from wherever uploads are.
  const files = Object.fromEntries([...add(local, SCRIPTS, "js"), ...add(uploads, MODULES, "wasm")]);
  if (missing.length) {
    throw new Error(`the theme component lacks ${missing.join(", ")}. The site setting theme_authorized_extensions must have js and wasm; then install the component again.`);
  }
  return files;
}

/** Where the tag's script is, and what it must be. */
function entry(settings, base) {
  const { package_url: elsewhere, package_integrity: integrity } = settings;
  if (!elsewhere) {
    globalThis.hustingsFiles = Object.freeze(addressesOf(settings, base));
    return { src: globalThis.hustingsFiles["hustings.js"] };
  }
  let folder;
  try {
    folder = new URL(elsewhere);
  } catch {
    // Said below.
  }
  if (!/^https?:$/.test(folder?.protocol) || !folder.pathname.endsWith("/")) {
    throw new Error(`the setting package_url is “${elsewhere}”, but takes a folder’s address, with https:// and a slash at the end.`);
  }
  return { src: new URL("hustings.js", folder).href, integrity };
}

/** @type {Promise<void> | undefined} */
let loading;

/** Fetches the tag's script, once for a page. The rest of the package comes when a widget begins. */
export function loadTag(settings) {
  loading ??= new Promise((resolve, reject) => {
    const { src, integrity } = entry(settings, document.baseURI);
    const script = document.createElement("script");
    script.type = "module";
    script.src = src;
    if (integrity) script.integrity = integrity;
    script.crossOrigin = "anonymous";
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(`${src} can’t be loaded${integrity ? ", or is not what package_integrity says" : ""}.`));
    });
    document.head.append(script);
  }).catch((error) => {
    // The next post may have more luck; what stands in the wrap is shown meanwhile.
    loading = undefined;
    // eslint-disable-next-line no-console
    console.error(`hustings: ${error.message}`);
  });
  return loading;
}
