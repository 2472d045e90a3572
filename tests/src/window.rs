//! The real window under WebDriver: on a display that nobody sees, in a desktop session with a real keyring.

use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use crate::command::built;
use crate::desktop::{Desktop, demand};

/// What these tests need, and where it comes from.
const TOOLS: [(&str, &str); 3] = [
    ("Xvfb", "apt-get install xvfb"),
    ("WebKitWebDriver", "apt-get install webkit2gtk-driver"),
    ("tauri-driver", "cargo install tauri-driver"),
];
/// How long a screen may take to show what is waited for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The window's program.
pub fn program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| built("throughcare"))
}

/// A screen that nobody sees.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn new(desktop: &Desktop, (width, height): (u32, u32)) -> Self {
        let mut server = desktop.account.bare_command("Xvfb");
        server.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &format!("{width}x{height}x24")]);
        let mut server = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { server, name: format!(":{}", number.trim()) }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _: std::io::Result<()> = self.server.kill();
        let _: std::io::Result<std::process::ExitStatus> = self.server.wait();
    }
}

/// Somebody's computer: a desktop session with a screen, at which the window can be opened.
pub struct Computer {
    /// The session, with its account.
    pub desktop: Desktop,
    display: Display,
    size: (u32, u32),
}

impl Computer {
    /// With a screen of a size. What the window keeps is in the account's `home` folder.
    pub fn new(size: (u32, u32)) -> Self {
        demand(&TOOLS);
        let mut desktop = Desktop::with_keyring();
        let display = Display::new(&desktop, size);
        let home = desktop.account.text("home");
        desktop.account.set("DISPLAY", &display.name);
        desktop.account.set("THROUGHCARE_HOME", home);
        // There is no graphics card, and no screen reader to talk to.
        desktop.account.set("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        desktop.account.set("NO_AT_BRIDGE", "1");
        Self { desktop, display, size }
    }

    /// The screen's name, for programs that take pictures of it.
    pub fn display(&self) -> &str {
        &self.display.name
    }

    /// Opens the window as large as the screen, and waits until it shows something.
    pub async fn opens(&self) -> Window {
        let home = self.desktop.account.path("home");
        std::fs::create_dir_all(&home).unwrap();
        let place = json!({ "size": [self.size.0, self.size.1], "at": [0, 0], "maximised": false, "zoom": 100 });
        std::fs::write(home.join("window.json"), place.to_string()).unwrap();
        let driver = Driver::starts(&self.desktop);
        let application = json!({ "application": program() });
        let capabilities = json!({ "tauri:options": application, "browserName": "wry" });
        let Value::Object(capabilities) = capabilities else { unreachable!() };
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let page = ClientBuilder::new(connector)
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .unwrap_or_else(|error| panic!("the window did not open: {error}"));
        let window = Window { page, driver };
        window.sees("h1").await;
        window
    }
}

/// tauri-driver, which starts the program and speaks WebDriver for it.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn starts(desktop: &Desktop) -> Self {
        // Two ports that were free a moment ago. If somebody else was quicker, the driver ends and other ports are tried.
        for _ in 0..10 {
            let held = [0, 0].map(|_| TcpListener::bind("127.0.0.1:0").unwrap());
            let [port, native] = held.each_ref().map(|listener| listener.local_addr().unwrap().port());
            drop(held);
            let mut driver = desktop.account.bare_command("tauri-driver");
            driver.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
            let mut process = driver.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            loop {
                if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return Self { process, port };
                }
                if process.try_wait().unwrap().is_some() {
                    break;
                }
                std::thread::yield_now();
            }
            let mut said = String::new();
            process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            assert!(said.contains("in use"), "tauri-driver ended: {said}");
        }
        panic!("no port was free for tauri-driver");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _: std::io::Result<()> = self.process.kill();
        let _: std::io::Result<std::process::ExitStatus> = self.process.wait();
    }
}

/// An open window.
pub struct Window {
    /// Its page, for what has no word here.
    pub page: Client,
    driver: Driver,
}

impl Window {
    /// Waits until something is there.
    pub async fn sees(&self, selector: &str) {
        let found = self.page.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        if let Err(error) = found {
            panic!("{selector} did not come ({error}). The page says:\n{}", self.words().await);
        }
    }

    /// Waits until words are on the page.
    pub async fn reads(&self, words: &str) {
        let there = tokio::time::timeout(PATIENCE, async {
            while !self.words().await.contains(words) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        if there.await.is_err() {
            panic!("“{words}” did not come. The page says:\n{}", self.words().await);
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

    /// Presses what a selector finds, as the keyboard would: focus and Enter's click.
    pub async fn presses(&self, selector: &str) {
        self.sees(selector).await;
        // WebKit's own click misses elements that have just moved: the event is what the page hears either way.
        let script = "const it = document.querySelector(arguments[0]); it.scrollIntoView({block: 'nearest'}); it.focus(); it.click();";
        self.page.execute(script, vec![json!(selector)]).await.unwrap();
    }

    /// Presses the button or link that says this.
    pub async fn chooses(&self, words: &str) {
        let script = "const said = arguments[0]; \
            const all = [...document.querySelectorAll('button, a, [role=option], [role=tab], label')]; \
            const shown = all.filter(it => it.offsetParent !== null); \
            const it = shown.find(it => it.innerText.trim() === said) || shown.find(it => it.innerText.trim().startsWith(said)); \
            if (!it) return false; it.focus(); it.click(); return true;";
        let chosen = tokio::time::timeout(PATIENCE, async {
            while self.page.execute(script, vec![json!(words)]).await.ok() != Some(Value::Bool(true)) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        if chosen.await.is_err() {
            panic!("there is no “{words}” to choose. The page says:\n{}", self.words().await);
        }
    }

    /// Types into a field, in place of what is there.
    pub async fn types(&self, selector: &str, words: &str) {
        self.sees(selector).await;
        let field = self.page.find(Locator::Css(selector)).await.unwrap();
        field.clear().await.unwrap();
        field.send_keys(words).await.unwrap();
    }

    /// Types wherever the focus is.
    pub async fn keys(&self, keys: &str) {
        self.page.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Presses a key together with Ctrl.
    pub async fn ctrl(&self, key: &str) {
        self.keys(&format!("{}{key}{}", char::from(Key::Control), char::from(Key::Null))).await;
    }

    /// What a script returns.
    pub async fn asks(&self, script: &str) -> Value {
        self.page.execute(script, vec![]).await.unwrap()
    }

    /// A picture of the page as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.page.screenshot().await.unwrap()
    }

    /// Closes the window as a person would.
    pub async fn closes(self) {
        // The session may end before the answer comes.
        let _: Result<(), fantoccini::error::CmdError> = self.page.close().await;
        drop(self.driver);
    }
}
