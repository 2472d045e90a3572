// A table with nothing behind it: each press of J shows other rows, which are there already, and says when they were painted. The least that
// a key press costs here with as many rows and cells as the product draws.
const ROWS = 50;
const CELLS = 11;
const body = document.querySelector("tbody");
const page = (which) => Array.from({ length: ROWS }, (_, row) =>
  `<tr>${Array.from({ length: CELLS }, (_, cell) => `<td>${which}, row ${row}, cell ${cell}</td>`).join("")}</tr>`).join("");
const pages = [page("one"), page("other")];
let shown = 0;
const done = new MessageChannel();
done.port1.onmessage = () => window.__TAURI_INTERNALS__.invoke("painted", { at: Date.now() });
const show = () => {
  shown = 1 - shown;
  body.innerHTML = pages[shown];
  requestAnimationFrame(() => done.port2.postMessage(0));
};
addEventListener("keydown", ({ key }) => key === "j" && show());
show();
