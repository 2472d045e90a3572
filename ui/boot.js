// Starts the program. What cannot start says so in words: a blank window helps nobody.
import init from "./throughcare.js";

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

init().catch(sayItCannotStart);
