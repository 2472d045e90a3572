// Looks at every frame for rows that are not there: the part of the list's pane that no row with something in it covers. A message is
// heard after the frame that it was sent in has been drawn.
const pane = document.querySelector("#cases-pane");
const rows = new Set();
const seen = window.seen = { frames: 0, blank: 0, rows: 0, ended: false };
const drawn = new MessageChannel();
drawn.port1.onmessage = () => {
  // The cells of the head stay where they are; the head itself scrolls away from under them.
  const head = pane.querySelector("thead th").getBoundingClientRect().bottom;
  const foot = pane.getBoundingClientRect().top + pane.clientTop + pane.clientHeight;
  let covered = head;
  let blank = false;
  for (const row of pane.querySelectorAll("tbody tr[aria-rowindex]")) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom <= head || top >= foot) continue;
    if (top > covered + 1 || !row.querySelector("th")?.textContent) blank = true;
    covered = Math.max(covered, bottom);
    rows.add(row.getAttribute("aria-rowindex"));
  }
  if (covered < foot - 1) blank = true;
  seen.frames += 1;
  seen.blank += blank ? 1 : 0;
  seen.rows = rows.size;
};
const frame = () => {
  if (seen.ended) return;
  drawn.port2.postMessage(0);
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
