// The page is whole without this file: it shows each look's own file, and the package's list of what can be styled.

/** What is at an address, or an error that says what came instead. */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  return answer;
}

for (const details of document.querySelectorAll("details[data-style]")) {
  const box = details.querySelector(".code");
  const code = box.querySelector("code");
  box.hidden = false;
  details.addEventListener("toggle", async () => {
    try {
      // The very file that the page is dressed by.
      code.textContent = await (await fetched(details.dataset.style)).text();
    } catch (error) {
      code.textContent = `/* It can’t be shown here: ${error.message}. The link above leads to it. */`;
    }
  }, { once: true });
}

/** A heading, and each name with what it is. */
function list(title, entries) {
  const heading = Object.assign(document.createElement("h3"), { textContent: `${entries.length} ${title}` });
  const names = document.createElement("dl");
  for (const [name, description] of entries) {
    const [entry, term, text, code] = ["div", "dt", "dd", "code"].map((tag) => document.createElement(tag));
    code.textContent = name;
    text.textContent = description;
    term.append(code);
    entry.append(term, text);
    names.append(entry);
  }
  return [heading, names];
}

const reach = document.querySelector(".reach");
try {
  const { modules: [{ declarations: [tag] }] } = await (await fetched(reach.querySelector("a").href)).json();
  const entries = (members, wrap) => members.map(({ name, description }) => [wrap(name), description]);
  reach.append(
    ...list("properties", entries(tag.cssProperties, (name) => name)),
    ...list("parts", entries(tag.cssParts, (name) => `::part(${name})`)),
  );
} catch (error) {
  reach.append(`The list can’t be shown here: ${error.message}. The link above leads to it.`);
}
