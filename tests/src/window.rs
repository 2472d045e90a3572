//! The real window under WebDriver: what a person sees, presses and types in it.

use std::time::Duration;

use api::{Call, Problem};
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::computer::Driver;
use crate::keyboard;

/// How long a screen may take to show what is waited for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked for.
const EVERY: Duration = Duration::from_millis(50);

/// Asks the record side as the page does, and hands back the reply's bytes, or the problem as text.
const CALL: &str = "const [name, body, done] = arguments; \
    window.__TAURI_INTERNALS__.invoke('call', { name, body }).then( \
        reply => done([true, [...new Uint8Array(reply)]]), \
        problem => done([false, JSON.stringify(problem)]))";
/// Answers once nothing on the page has changed for as long as it is told, nothing is busy, and what has changed is drawn; or when what
/// moves for ever has had its time.
const STILL: &str = "const [quiet, most, done] = arguments; \
    let timer; \
    const end = Date.now() + most; \
    const watch = new MutationObserver(again); \
    function again() { clearTimeout(timer); timer = setTimeout(look, quiet); } \
    function look() { \
        if (document.querySelector('[aria-busy=true]') && Date.now() < end) return again(); \
        watch.disconnect(); clearTimeout(last); \
        requestAnimationFrame(() => requestAnimationFrame(() => done(true))); \
    } \
    const last = setTimeout(() => { clearTimeout(timer); look(); }, most); \
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true }); \
    again()";
/// Presses the button, link, option or label that says this.
const CHOOSE: &str = "const said = arguments[0]; \
    const all = [...document.querySelectorAll('button, a, [role=option], [role=tab], [role=radio], summary, label')]; \
    const shown = all.filter(it => it.offsetParent !== null); \
    const words = it => it.innerText.trim(); \
    const it = shown.find(it => words(it) === said) || shown.find(it => words(it).startsWith(said)); \
    if (!it) return false; \
    it.scrollIntoView({ block: 'nearest' }); it.focus(); it.click(); return true;";

/// Has a call answered without the record side. Calls go by `fetch`, whose place a script can take.
const ANSWER: &str = "const [name, fine, reply] = arguments; \
    const before = window.fetch; \
    const kind = fine ? 'application/octet-stream' : 'application/json'; \
    const headers = { 'Tauri-Response': fine ? 'ok' : 'error', 'Content-Type': kind }; \
    window.fetch = (to, how) => { \
        const call = typeof how?.body === 'string' && String(to).endsWith('/call'); \
        if (!call || JSON.parse(how.body).name !== name) return before.call(window, to, how); \
        return Promise.resolve(new Response(fine ? Uint8Array.from(reply) : JSON.stringify(reply), { headers })); \
    }; return true;";

/// An open window.
pub struct Window {
    /// Its page, for what has no word here.
    pub page: Client,
    _driver: Driver,
}

impl Window {
    pub(crate) const fn new(page: Client, driver: Driver) -> Self {
        Self { page, _driver: driver }
    }

    // --- seeing ---

    /// Waits until something is there.
    pub async fn sees(&self, selector: &str) {
        if !self.comes(async || self.is_there(selector).await).await {
            panic!("{selector} did not come. The page says:\n{}", self.words().await);
        }
    }

    /// Waits until something is there no more.
    pub async fn sees_no(&self, selector: &str) {
        if !self.comes(async || !self.is_there(selector).await).await {
            panic!("{selector} did not go. The page says:\n{}", self.words().await);
        }
    }

    /// Waits until words are on the page.
    pub async fn reads(&self, words: &str) {
        self.reads_within(PATIENCE, words).await;
    }

    /// The same for what takes its time.
    pub async fn reads_within(&self, patience: Duration, words: &str) {
        if !comes_within(patience, async || self.words().await.contains(words)).await {
            panic!("“{words}” did not come. The page says:\n{}", self.words().await);
        }
    }

    /// Waits until the focus is on what a selector finds.
    pub async fn is_at(&self, selector: &str) {
        let script = "return document.activeElement?.matches(arguments[0]) ?? false";
        let there = async || self.page.execute(script, vec![json!(selector)]).await.ok() == Some(json!(true));
        if !self.comes(there).await {
            let at = self.asks("return document.activeElement?.outerHTML?.slice(0, 300)").await;
            panic!("the focus is not at {selector} but at {at}. The page says:\n{}", self.words().await);
        }
    }

    /// Waits until the page has stood still for a while: a picture of it then shows what a person sees.
    pub async fn is_still(&self, quiet: Duration) {
        let most = (quiet * 10).max(Duration::from_secs(2));
        let wait = vec![json!(quiet.as_millis()), json!(most.as_millis())];
        // While the page is loaded afresh there is nothing to ask: whoever waits for something waits for that.
        while self.page.execute_async(STILL, wait.clone()).await.is_err() {
            sleep(EVERY).await;
        }
    }

    /// Everything that can be read on the page, its title first.
    pub async fn words(&self) -> String {
        let read = "return document.title + '\\n' + document.body.innerText";
        match self.page.execute(read, vec![]).await {
            Ok(Value::String(words)) => words,
            // While the page is loaded afresh there is nothing to read.
            _ => String::new(),
        }
    }

    async fn is_there(&self, selector: &str) -> bool {
        self.page.find(Locator::Css(selector)).await.is_ok()
    }

    async fn comes(&self, is_so: impl AsyncFn() -> bool) -> bool {
        comes_within(PATIENCE, is_so).await
    }

    // --- pressing and typing ---

    /// Presses what a selector finds, as the keyboard would: focus and Enter's click.
    pub async fn presses(&self, selector: &str) {
        self.sees(selector).await;
        // WebKit's own click misses elements that have just moved: the event is what the page hears either way.
        let script = "const it = document.querySelector(arguments[0]); it.scrollIntoView({ block: 'nearest' }); it.focus(); it.click();";
        self.page.execute(script, vec![json!(selector)]).await.unwrap();
    }

    /// Presses the button or link that says this.
    pub async fn chooses(&self, words: &str) {
        let chosen = async || self.page.execute(CHOOSE, vec![json!(words)]).await.ok() == Some(json!(true));
        if !self.comes(chosen).await {
            panic!("there is no “{words}” to choose. The page says:\n{}", self.words().await);
        }
    }

    /// Chooses from a list by its value.
    pub async fn selects(&self, selector: &str, value: &str) {
        self.sees(selector).await;
        let list = self.page.find(Locator::Css(selector)).await.unwrap();
        list.select_by_value(value).await.unwrap();
    }

    /// Types into a field, in place of what is there.
    pub async fn fills(&self, selector: &str, words: &str) {
        self.sees(selector).await;
        let script = "const it = document.querySelector(arguments[0]); it.scrollIntoView({ block: 'nearest' }); it.focus(); it.select();";
        self.page.execute(script, vec![json!(selector)]).await.unwrap();
        if words.is_empty() {
            self.keys("Delete").await;
        } else {
            self.types(words).await;
        }
    }

    /// Types wherever the focus is.
    pub async fn types(&self, words: &str) {
        keyboard::type_words(&self.page, words).await.unwrap();
    }

    /// Presses keys: `Ctrl+K`, `g c`, `Shift+Tab`, `Enter`.
    pub async fn keys(&self, keys: &str) {
        keyboard::press(&self.page, keys).await.unwrap();
    }

    // --- what no person does ---

    /// What a script returns.
    pub async fn asks(&self, script: &str) -> Value {
        let answer = self.page.execute(script, vec![]).await;
        answer.unwrap_or_else(|error| panic!("{error}, asked for {}", script.chars().take(200).collect::<String>()))
    }

    /// Asks the record side what the page could ask.
    pub async fn calls<C: Call>(&self, request: C) -> Result<C::Reply, Problem> {
        let body = serde_json::to_string(&request).unwrap();
        let answer = self.page.execute_async(CALL, vec![json!(C::NAME), json!(body)]).await.unwrap();
        if answer[0] == json!(true) {
            let reply: Vec<u8> = serde_json::from_value(answer[1].clone()).unwrap();
            Ok(api::wire::read(&reply).unwrap())
        } else {
            Err(serde_json::from_str(answer[1].as_str().unwrap()).unwrap())
        }
    }

    /// Has the page's calls of a name answered so, until the page is loaded afresh: by bytes, or by a problem.
    pub async fn is_answered(&self, call: &str, reply: &Result<Vec<u8>, Problem>) {
        let (fine, said) = match reply {
            Ok(bytes) => (true, json!(bytes)),
            Err(problem) => (false, json!(problem)),
        };
        self.page.execute(ANSWER, vec![json!(call), json!(fine), said]).await.unwrap();
    }

    /// Locks, and waits for the screen that asks who is there. The reply is not waited for: the page may be gone before it comes.
    pub async fn locks(&self) {
        self.asks("window.__TAURI_INTERNALS__.invoke('call', { name: 'Lock', body: '{}' })").await;
        self.sees("#passphrase").await;
    }

    /// Loads the page afresh: whoever is signed in begins again.
    pub async fn begins_afresh(&self) {
        self.page.execute("document.body.replaceChildren(); location.reload()", vec![]).await.unwrap();
        self.sees("h1").await;
    }

    /// Makes the window as large as this.
    pub async fn is_sized(&self, (width, height): (u32, u32)) {
        self.page.set_window_rect(0, 0, width, height).await.unwrap();
        let wide = async || self.asks("return innerWidth").await == json!(width);
        let now = self.asks("return innerWidth").await;
        assert!(self.comes(wide).await, "the window is {now} wide, not {width}");
        self.is_still(Duration::from_millis(150)).await;
    }

    /// Closes the window as a person would.
    pub async fn closes(self) {
        // The session may end before the answer comes.
        let _: Result<(), fantoccini::error::CmdError> = self.page.close().await;
    }
}

async fn comes_within(patience: Duration, is_so: impl AsyncFn() -> bool) -> bool {
    let end = Instant::now() + patience;
    loop {
        if is_so().await {
            return true;
        }
        if Instant::now() > end {
            return false;
        }
        sleep(EVERY).await;
    }
}
