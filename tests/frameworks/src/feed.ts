// What the apps hand over: feeds as objects, as a page would have them from its own store.

const feed = (...names: string[]) => ({
  version: "https://jsonfeed.org/version/1.1",
  title: "A small election",
  language: "en",
  _hustings: { version: 1, elections: [{ id: "board", name: "The board, 2027" }] },
  items: names.map((name) => ({
    id: name.toLowerCase().replace(" ", "-"),
    title: `${name} for the board`,
    summary: `${name} would mend the pump.`,
    _hustings: { candidate: { name }, election: "board", status: "nominated" },
  })),
});

export const board = feed("Ann Ash", "Bob Birch", "Cleo Cedar");
export const other = feed("Dan Dogwood");
