/** Types `<hustings-widget>` in Vue's templates: `import type {} from "hustings/vue"`. */

import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { HustingsAttributes, HustingsEventMap, HustingsWidget } from "./hustings.js";

declare module "vue" {
  interface GlobalComponents {
    "hustings-widget": new () => HustingsWidget & {
      /** @deprecated Only for the types of templates. */
      $props: HTMLAttributes & HustingsAttributes & PublicProps;
      /** @deprecated Only for the types of templates. */
      $emit: EmitFn<{ [Name in keyof HustingsEventMap]: (event: HustingsEventMap[Name]) => void }>;
    };
  }
}
