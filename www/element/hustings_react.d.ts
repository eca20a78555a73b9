/** Types `<hustings-widget>` in React's JSX: `import type {} from "hustings/react"`. */

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { HustingsAttributes, HustingsListeners, HustingsWidget } from "./hustings.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "hustings-widget": DetailedHTMLProps<HTMLAttributes<HustingsWidget>, HustingsWidget> & HustingsAttributes & HustingsListeners;
    }
  }
}
