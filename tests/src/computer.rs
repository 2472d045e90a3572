//! Somebody's computer: a desktop session with a real keyring and a display that nobody sees, at which the window is opened under
//! WebDriver.

use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use fantoccini::ClientBuilder;
use serde_json::{Value, json};

use crate::command::{built, ran};
use crate::desktop::{Desktop, demand};
use crate::window::Window;

/// What these tests need, and where it comes from.
const TOOLS: [(&str, &str); 5] = [
    ("import", "apt-get install imagemagick"),
    ("Xvfb", "apt-get install xvfb"),
    ("WebKitWebDriver", "apt-get install webkit2gtk-driver"),
    ("tauri-driver", "cargo install tauri-driver"),
    ("xdotool", "apt-get install xdotool"),
];

/// How many pictures are taken at most of what moves for ever.
const DRAWN_WITHIN: u32 = 5;

/// The window's program.
pub fn program() -> &'static Path {
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

/// A desktop session with a screen.
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

    /// The screen's name, for programs that look at it.
    pub fn display(&self) -> &str {
        &self.display.name
    }

    /// A picture of the upper left of the screen as PNG, where the window is, once two in a row are the same. WebDriver's own leaves out the
    /// menu, and waits for ever where nothing has to be drawn.
    pub fn picture(&self, (width, height): (u32, u32)) -> Vec<u8> {
        let take = || {
            let mut import = self.desktop.account.bare_command("import");
            import.args(["-window", "root", "-crop", &format!("{width}x{height}+0+0"), "+repage", "-strip", "png:-"]);
            import.output().unwrap().stdout
        };
        let mut picture = take();
        for _ in 0..DRAWN_WITHIN {
            let before = std::mem::replace(&mut picture, take());
            if before == picture {
                break;
            }
        }
        picture
    }

    /// Strikes keys of the keyboard on the desk: what the window itself hears, its menu too, and not its page alone.
    pub fn strikes(&self, keys: &[&str]) {
        let mut tool = self.desktop.account.bare_command("xdotool");
        tool.args(["search", "--onlyvisible", "--class", "^throughcare$", "windowfocus", "key", "--clearmodifiers"]);
        tool.args(keys);
        ran(tool).done();
    }

    /// Where the window keeps everything.
    pub fn home(&self) -> PathBuf {
        self.desktop.account.path("home")
    }

    /// Opens the window as large as the screen, and waits until it shows something.
    pub async fn opens(&self) -> Window {
        let home = self.home();
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
        let window = Window::new(page, driver);
        window.sees("h1").await;
        window
    }

    /// The processes of the window's program in this session.
    pub fn running(&self) -> Vec<u32> {
        let own = format!("THROUGHCARE_HOME={}", self.home().display());
        let processes = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
            let process: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let folder = PathBuf::from(format!("/proc/{process}"));
            let is_it = std::fs::read_link(folder.join("exe")).ok()? == program();
            let environment = std::fs::read(folder.join("environ")).ok()?;
            let is_here = environment.split(|byte| *byte == 0).any(|variable| variable == own.as_bytes());
            (is_it && is_here).then_some(process)
        });
        processes.collect()
    }

    /// Kills the window's program where it stands.
    pub fn kills_the_program(&self) {
        let running = self.running();
        assert_eq!(running.len(), 1, "one window was open");
        for process in running {
            assert!(kill(&process.to_string()), "it could be killed");
        }
        while !self.running().is_empty() {
            std::thread::yield_now();
        }
    }
}

/// tauri-driver, which starts the program and speaks WebDriver for it. All that it starts is in a group with it and ends with it.
pub(crate) struct Driver {
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
            let mut process = driver.process_group(0).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            // WebKit's own driver behind it is ready later than it is itself.
            let listens = |port| TcpStream::connect(("127.0.0.1", port)).is_ok();
            loop {
                if listens(port) && listens(native) {
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
        kill(&format!("-{}", self.process.id()));
        let _: std::io::Result<std::process::ExitStatus> = self.process.wait();
    }
}

/// Ends a process, or with a minus a group, where it stands.
fn kill(which: &str) -> bool {
    let status = Command::new("kill").args(["-KILL", "--", which]).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
