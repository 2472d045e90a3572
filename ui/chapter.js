// Reads a chapter of the program, or a piece that several chapters share, and compiles it. There are many of them at once, and once, in
// a busy window, a screen did not open, as if one had never come: what has not come in time is asked for again, and whichever comes first is taken.
const PATIENCE_MS = 4000;
const TRIES = 3;

async function compiled(url) {
  const reply = await fetch(url);
  return WebAssembly.compile(await reply.arrayBuffer());
}

// chapter(URL): its compiled module. It fails with what the last try said.
export function chapter(url) {
  return new Promise((come, fail) => {
    let begun = 0;
    let failed = 0;
    let waiting;
    const ask = () => {
      clearTimeout(waiting);
      begun += 1;
      if (begun < TRIES) waiting = setTimeout(ask, PATIENCE_MS);
      compiled(url).then(
        (module) => {
          clearTimeout(waiting);
          come(module);
        },
        (reason) => {
          failed += 1;
          if (failed === TRIES) fail(reason);
          else if (begun < TRIES) ask();
        },
      );
    };
    ask();
  });
}
