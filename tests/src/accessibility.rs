//! What stands in the way of somebody who cannot see the screen well, or at all, or who has no use of a mouse: axe-core's findings, and
//! what the window's own agreements ask of every screen.

use std::path::Path;

use serde_json::{Value, json};

use crate::window::Window;

/// The success criteria that the window promises.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// Lets axe look, and says what it found: the rule, then each place.
const AXE: &str = "const [rules, done] = arguments; \
    axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] }).then( \
        found => done(found.violations.flatMap(rule => rule.nodes.map(node => \
            `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replaceAll('\\n', ' ')}`))), \
        error => done([`axe itself failed: ${error}`]))";

/// One heading of the first order, one main part, no prisoner in the title, and a focus that can be seen, where there is one.
const AGREEMENTS: &str = r"
    const wrong = [];
    const seen = it => it.checkVisibility({ visibilityProperty: true });
    for (const one of ['h1', 'main']) {
        const count = [...document.querySelectorAll(one)].filter(seen).length;
        if (count !== 1) wrong.push(`${count} ${one}`);
    }
    if (!/^(.+ - )?Throughcare$/.test(document.title) || /[A-Z]\d{4}[A-Z]{2}/.test(document.title)) wrong.push(`the title is “${document.title}”`);
    const at = document.activeElement;
    if (!at || at === document.body) return [...wrong, 'the focus is nowhere'];
    const place = at.getBoundingClientRect();
    if (place.bottom < 0 || place.right < 0 || place.top > innerHeight || place.left > innerWidth) wrong.push(`the focus is out of sight: ${at.outerHTML.slice(0, 120)}`);
    // A field may leave its frame to what it stands in.
    const framed = it => {
        const looks = getComputedStyle(it);
        return (looks.outlineStyle !== 'none' && parseFloat(looks.outlineWidth) > 0) || looks.boxShadow !== 'none';
    };
    const seen_there = framed(at) || [at.parentElement, at.parentElement.parentElement].some(it => it.matches(':focus-within') && framed(it));
    const acts = at.matches('a, button, input, select, textarea, summary, [tabindex=\'0\']');
    if (acts && at.matches(':focus-visible') && !seen_there) wrong.push(`the focus cannot be seen: ${at.outerHTML.slice(0, 120)}`);
    return wrong";

/// Nothing of the page stands beyond its edge, no words are cut off, and every control can be brought into sight and pressed.
const FITS: &str = r"
    const wrong = [];
    const name = it => it.outerHTML.replace(/\s+/g, ' ').slice(0, 140);
    const root = document.scrollingElement;
    if (root.scrollWidth > innerWidth + 1) wrong.push(`the page is ${root.scrollWidth} wide in a window of ${innerWidth}`);
    // What is open over the page is what somebody reaches: a dialog, a menu, the panel of the connection.
    const over = [...document.querySelectorAll('[role=dialog], [role=menu], .desk-chip-panel')].filter(it => it.checkVisibility()).pop();
    const within = over ?? document;
    const seen = it => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !it.closest('.govuk-visually-hidden');
    for (const it of within.querySelectorAll('h1, h2, h3, p, li, dt, dd, td, th, label, legend, button, a, span')) {
        if (!seen(it) || !it.textContent.trim()) continue;
        const looks = getComputedStyle(it);
        // What runs within a line cuts nothing off, and what is clipped to nothing is for those who hear the page.
        if (looks.display === 'inline' || looks.clipPath === 'inset(50%)') continue;
        const cuts = looks.overflowX === 'hidden' || looks.overflowX === 'clip';
        if (cuts && it.scrollWidth > it.clientWidth + 1 && looks.textOverflow !== 'ellipsis') wrong.push(`cut off: ${name(it)}`);
        if ((looks.overflowY === 'hidden' || looks.overflowY === 'clip') && it.scrollHeight > it.clientHeight + 4) wrong.push(`cut off below: ${name(it)}`);
    }
    const controls = [...within.querySelectorAll('button, a[href], input, select, textarea')].filter(it => seen(it) && !it.disabled && it.tabIndex >= 0);
    // The link past the frame is seen when it has the focus, and what was open where the focus was may close by that: it comes last.
    const last = it => it.matches('.govuk-skip-link');
    for (const it of [...controls.filter(it => !last(it)), ...controls.filter(last)]) {
        if (last(it)) it.focus();
        it.scrollIntoView({ block: 'center', inline: 'center' });
        const place = it.getBoundingClientRect();
        const [x, y] = [place.left + place.width / 2, place.top + place.height / 2];
        const there = document.elementFromPoint(x, y);
        // What is chosen from a list that is open is chosen before anything else is.
        const own = there && (it.contains(there) || there.contains(it) || there.closest('[role=listbox]') || [...(it.labels ?? [])].some(label => label.contains(there)));
        if (!own) wrong.push(`out of reach: ${name(it)} at ${Math.round(x)},${Math.round(y)}: ${there ? name(there) : 'nothing'}`);
    }
    return wrong";

/// What axe finds on the screen as it is.
pub async fn axe(window: &Window) -> Vec<String> {
    let is_there = window.asks("return typeof axe === 'object'").await;
    if is_there != json!(true) {
        window.asks(&source()).await;
    }
    let found = window.page.execute_async(AXE, vec![json!(RULES)]).await.unwrap();
    lines(found)
}

/// What does not hold of what every screen promises.
pub async fn agreements(window: &Window) -> Vec<String> {
    lines(window.asks(AGREEMENTS).await)
}

/// What is lost: beyond the edge, cut off, or under something else.
pub async fn lost(window: &Window) -> Vec<String> {
    lines(window.asks(FITS).await)
}

fn lines(found: Value) -> Vec<String> {
    serde_json::from_value(found).unwrap()
}

/// axe-core, as npm brought it.
fn source() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}. scripts/ui.sh fetches it", file.display()))
}
