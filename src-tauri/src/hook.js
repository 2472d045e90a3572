// Says when the first rows of the caseload have been painted: the second frame begins when the first is done.
(() => {
  const look = new MutationObserver(() => {
    if (!document.querySelector("#cases-pane tbody th")) return;
    look.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.__TAURI_INTERNALS__.invoke("call", { name: "hook.Painted", body: String(Date.now()) });
    }));
  });
  look.observe(document, { childList: true, subtree: true });
})();
