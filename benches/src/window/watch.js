// Watches a part of the page, and says when the first change in it has been painted. Changes come in one go or in several close after
// each other: the frame that counts is the one after which nothing more has changed. A message sent while it is begun is heard when it has been
// laid out and painted.
const [selector, passing] = arguments;
const watched = window.watched = { painted: 0 };
let frame = 0;
let last = 0;
const done = new MessageChannel();
done.port1.onmessage = ({ data }) => {
  if (data !== last) return;
  look.disconnect();
  watched.painted = Date.now();
};
const look = new MutationObserver((changes) => {
  const of = ({ target }) => (target.nodeType === Node.TEXT_NODE ? target.parentElement : target);
  if (passing && changes.every((change) => of(change)?.closest(passing))) return;
  cancelAnimationFrame(frame);
  last += 1;
  frame = requestAnimationFrame(() => done.port2.postMessage(last));
});
look.observe(document.querySelector(selector), { childList: true, characterData: true, subtree: true });
