// Says when the page has been painted: the second frame begins when the first is done.
requestAnimationFrame(() => requestAnimationFrame(() => {
  window.__TAURI_INTERNALS__.invoke("painted", { at: Date.now() });
}));
