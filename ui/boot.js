// Starts the program: it is compiled while the page and its styles are still being read. What cannot start says so in words: a blank window
// helps nobody.
const program = WebAssembly.compileStreaming(fetch("throughcare_bg.wasm"));
const glue = import("./throughcare.js");
const page = new Promise((read) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", read, { once: true });
  else read();
});

function sayItCannotStart(reason) {
  const main = document.createElement("main");
  main.className = "desk-stopped";
  main.setAttribute("role", "alert");
  const heading = document.createElement("h1");
  heading.className = "govuk-heading-l";
  heading.textContent = "Throughcare cannot start";
  const words = document.createElement("p");
  words.textContent = "Nothing you saved is lost. Close the window and open it again. If it happens twice, tell your unit's admin what this says:";
  const detail = document.createElement("p");
  detail.className = "desk-mono";
  detail.textContent = String(reason);
  const again = document.createElement("button");
  again.className = "govuk-button";
  again.type = "button";
  again.textContent = "Try again";
  again.addEventListener("click", () => location.reload());
  main.append(heading, words, detail, again);
  document.body.replaceChildren(main);
  again.focus();
}

Promise.all([glue, program, page])
  .then(([{ default: init }, module_or_path]) => init({ module_or_path }))
  .catch(sayItCannotStart);
