import "hustings";

document.querySelector("hustings-widget").src = new URL("./nominations.json", import.meta.url);
