//! From a key press until what it asked for has been painted, for every kind of press that staff make all day. The press is a real key
//! event; the page says when the frame with the answer was done, by the computer's clock.

use serde_json::json;
use tests::window::Window;

use super::hands::Hands;
use super::pause;
use crate::Failure;

/// How many presses of each kind.
const PRESSES: usize = 120;
/// How many letters of a name are typed.
const LETTERS: usize = 4;
const WATCH: &str = include_str!("watch.js");

/// The table of cases; its heads and the line under it say at once what was asked, and do not count.
const ROWS: (&str, &str) = ("section[aria-label=Cases]", "thead, .desk-window");
const PREVIEW: (&str, &str) = ("#preview", "");
const FOUND: (&str, &str) = ("#found", "");
const CASE: (&str, &str) = ("#main", "");

type Times = Vec<f64>;

/// Shows everyone, also who is not here any more: the whole list.
pub(crate) async fn everyone(window: &Window) -> Result<(), Failure> {
    window.sees("#cases-pane tbody th").await;
    let take_off = "const tag = document.querySelector('.moj-filter__tag'); tag?.click(); return tag !== null";
    while window.asks(take_off).await == json!(true) {
        pause(300).await;
    }
    Ok(())
}

/// Every kind of press, with the times of its presses in milliseconds.
pub(crate) async fn all(window: &Window, hands: &mut Hands) -> Result<Vec<(&'static str, Times)>, Failure> {
    let mut at = Pressing { window, hands, pressed: 0 };
    Ok(vec![
        ("sort by a column (Enter)", at.sort().await?),
        ("filter by a saved view (1 to 5)", at.view().await?),
        ("type to find in the list, each letter", at.letters_in_the_list().await?),
        ("type to find anybody (Ctrl+K), each letter", at.letters_in_the_palette().await?),
        ("next case of the list, with its preview (J)", at.next_row().await?),
        ("next case file, whole (])", at.next_case().await?),
    ])
}

struct Pressing<'a> {
    window: &'a Window,
    hands: &'a mut Hands,
    /// How many keys were pressed.
    pressed: u64,
}

impl Pressing<'_> {
    /// Presses a key; what it changes is in a part of the page.
    async fn press(&mut self, key: &str, (part, passing): (&str, &str)) -> Result<f64, Failure> {
        self.window.page.execute(WATCH, vec![json!(part), json!(passing)]).await?;
        // Sooner or later after the one before, so that no work the page has put off is always over or always in the way.
        self.pressed += 1;
        pause(60 + 61 * (self.pressed % 11)).await;
        let pressed = self.hands.press(key)?;
        for _ in 0..20 {
            // Not sooner: asking would be in the way of the answer.
            pause(150).await;
            if let Some(painted) =
                self.window.asks("return window.watched.painted").await.as_f64().filter(|at| *at > 0.0)
            {
                return Ok(painted - pressed);
            }
        }
        Err(format!("{key} changed nothing in {part}. The page says:\n{}", self.window.words().await).into())
    }

    /// Presses a key that does not count.
    async fn aside(&mut self, key: &str) -> Result<(), Failure> {
        self.hands.press(key)?;
        pause(300).await;
        Ok(())
    }

    async fn focus(&self, selector: &str, at: usize) -> Result<(), Failure> {
        let script = "[...document.querySelectorAll(arguments[0])].filter(it => it.offsetParent)[arguments[1]].focus()";
        self.window.page.execute(script, vec![json!(selector), json!(at)]).await?;
        Ok(())
    }

    async fn count(&self, selector: &str) -> Result<usize, Failure> {
        let script = "return [...document.querySelectorAll(arguments[0])].filter(it => it.offsetParent).length";
        let count = self.window.page.execute(script, vec![json!(selector)]).await?;
        Ok(count.as_u64().map(usize::try_from).transpose()?.unwrap_or(0).max(1))
    }

    /// Every column, one way and then the other.
    async fn sort(&mut self) -> Result<Times, Failure> {
        let heads = self.count("#cases-pane thead button").await?;
        let mut times = Vec::new();
        for press in 0..PRESSES {
            self.focus("#cases-pane thead button", (press / 2 + 1) % heads).await?;
            times.push(self.press("Return", ROWS).await?);
        }
        Ok(times)
    }

    async fn view(&mut self) -> Result<Times, Failure> {
        let views = self.count(".desk-views .desk-chip").await?;
        let mut times = Vec::new();
        for press in 0..PRESSES {
            times.push(self.press(&(press % views + 1).to_string(), ROWS).await?);
        }
        self.aside("1").await?;
        Ok(times)
    }

    async fn letters_in_the_list(&mut self) -> Result<Times, Failure> {
        let mut times = Vec::new();
        for name in self.names().await? {
            self.focus("#filter-text", 0).await?;
            for letter in name.chars() {
                times.push(self.press(&letter.to_string(), ROWS).await?);
            }
            self.aside("Escape").await?;
        }
        Ok(times)
    }

    async fn letters_in_the_palette(&mut self) -> Result<Times, Failure> {
        let mut times = Vec::new();
        for name in self.names().await? {
            self.aside("ctrl+k").await?;
            for letter in name.chars() {
                times.push(self.press(&letter.to_string(), FOUND).await?);
            }
            self.aside("Escape").await?;
        }
        Ok(times)
    }

    async fn next_row(&mut self) -> Result<Times, Failure> {
        self.window.presses("#cases-0").await;
        let mut times = Vec::new();
        for _ in 0..PRESSES {
            times.push(self.press("j", PREVIEW).await?);
        }
        Ok(times)
    }

    async fn next_case(&mut self) -> Result<Times, Failure> {
        self.window.presses("#cases-pane tr.is-current").await;
        pause(300).await;
        self.aside("Return").await?;
        self.window.sees("#case-body").await;
        pause(1000).await;
        let mut times = Vec::new();
        for _ in 0..PRESSES {
            times.push(self.press("bracketright", CASE).await?);
        }
        self.aside("Escape").await?;
        self.window.sees("#cases-pane tbody th").await;
        Ok(times)
    }

    /// The beginnings of names in the list, as many as make enough letters.
    async fn names(&self) -> Result<Vec<String>, Failure> {
        let script = "return [...document.querySelectorAll('#cases-pane tbody th')].map(name => name.innerText)";
        let listed: Vec<String> = serde_json::from_value(self.window.asks(script).await)?;
        let mut names: Vec<String> = listed
            .iter()
            .map(|name| name.chars().take(LETTERS).collect::<String>().to_lowercase())
            .filter(|name| name.len() == LETTERS && name.bytes().all(|letter| letter.is_ascii_lowercase()))
            .collect();
        names.dedup();
        if names.is_empty() {
            return Err("no name in the list can be typed".into());
        }
        Ok(names.into_iter().cycle().take(PRESSES / LETTERS).collect())
    }
}
