import { mount, unmount } from "svelte";
import List from "./List.svelte";
import { frame, load, publish } from "./shared.js";

publish((host, { src, all, fuzzy }) => {
  const root = frame(host);
  root.dataset.phase = "waiting";
  let gone = false;
  let list;
  load(src).then((feed) => {
    if (gone) return;
    root.dataset.phase = "ready";
    list = mount(List, { target: root, props: { feed, all, fuzzy } });
  });
  return () => {
    gone = true;
    if (list) unmount(list);
    root.remove();
  };
});
