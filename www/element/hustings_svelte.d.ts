/** Types `<hustings-widget>` in Svelte's templates: `import type {} from "hustings/svelte"`. */

import type { HTMLAttributes } from "svelte/elements";
import type { HustingsAttributes, HustingsListeners, HustingsWidget } from "./hustings.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "hustings-widget": HTMLAttributes<HustingsWidget> & HustingsAttributes & HustingsListeners;
  }
}
