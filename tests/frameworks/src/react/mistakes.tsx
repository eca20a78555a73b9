// What the types must refuse.

import type {} from "hustings/react";

export const mistakes = [
  // @ts-expect-error -- no such view
  <hustings-widget view="card" />,
  // @ts-expect-error -- a feed is no number
  <hustings-widget feed={1} />,
  // @ts-expect-error -- the event has no such detail
  <hustings-widget onhustings-picked={({ detail }) => detail.count} />,
];
