// Watches a part of the page, and says when the first change in it has been painted. Changes come in one go or in several close after
// each other: the frame that counts is the one after which nothing more has changed, and it is done when the next one begins.
const [selector, passing] = arguments;
const watched = window.watched = { painted: 0 };
let frame = 0;
const look = new MutationObserver((changes) => {
  const of = ({ target }) => (target.nodeType === Node.TEXT_NODE ? target.parentElement : target);
  if (passing && changes.every((change) => of(change)?.closest(passing))) return;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      look.disconnect();
      watched.painted = Date.now();
    });
  });
});
look.observe(document.querySelector(selector), { childList: true, characterData: true, subtree: true });
