//! Pieces of a page as text, for lists that are drawn anew at every key press: the browser's own parser makes a row of them in one go,
//! many times sooner than the same row node by node. Tags and classes are the program's own; whatever comes from the record is escaped.

use std::fmt::Write;

use crate::icons::Shape;
use crate::parts::Kind;

/// Pieces of a page, as text.
#[derive(Debug, Default)]
pub(crate) struct Html(String);

impl Html {
    /// The text.
    pub(crate) fn into_text(self) -> String {
        self.0
    }

    /// Words, with nothing in them that the parser would take for more.
    pub(crate) fn words(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                letter => self.0.push(letter),
            }
        }
    }

    /// A number.
    pub(crate) fn number(&mut self, number: i64) {
        // Text takes whatever is written into it.
        let _written = write!(self.0, "{number}");
    }

    /// An element with something in it. Its name may have attributes behind it.
    pub(crate) fn tag<const N: usize>(
        &mut self,
        name: &'static str,
        classes: [&'static str; N],
        inside: impl FnOnce(&mut Self),
    ) {
        let element = name.split(' ').next().unwrap_or_default();
        self.pieces(&["<", name, " class=\""]);
        for class in classes {
            self.pieces(&[class, " "]);
        }
        self.pieces(&["\">"]);
        inside(self);
        self.pieces(&["</", element, ">"]);
    }

    /// A box to tick for the row, which the list hears of.
    pub(crate) fn tick(&mut self, class: &'static str, label: &str, ticked: bool) {
        self.pieces(&["<input class=\"", class, "\" type=\"checkbox\" tabindex=\"-1\" aria-label=\""]);
        self.words(label);
        self.pieces(&[if ticked { "\" checked>" } else { "\">" }]);
    }

    /// A button of the row, which the list hears of: its words, and what a screen reader says.
    pub(crate) fn press(&mut self, words: &str, label: &str) {
        self.pieces(&[
            "<button type=\"button\" tabindex=\"-1\" data-press class=\"govuk-button govuk-button--secondary ",
        ]);
        self.pieces(&["govuk-button--small\" aria-label=\""]);
        self.words(label);
        self.pieces(&["\">"]);
        self.words(words);
        self.pieces(&["</button>"]);
    }

    /// A shape, and then a word.
    pub(crate) fn sign(&mut self, kind: Kind, word: impl FnOnce(&mut Self)) {
        self.tag("span", [kind.class()], |sign| {
            sign.shape(kind.shape());
            word(sign);
        });
    }

    fn shape(&mut self, shape: Shape) {
        const SQUARE: &str =
            "<svg class=\"desk-i\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 16 16\"><path d=\"";
        self.pieces(&[SQUARE, shape.path(), "\"></path></svg>"]);
    }

    /// The program's own text.
    fn pieces(&mut self, pieces: &[&'static str]) {
        self.0.extend(pieces.iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn words_of_the_record_stay_words() {
        let mut html = Html::default();
        html.tag("td", ["desk-c-name"], |cell| cell.words("O'Neill <img src=x onerror=\"x\"> & son"));
        html.tick("desk-sel", "Select \"><b>", true);
        assert_eq!(
            html.into_text(),
            "<td class=\"desk-c-name \">O'Neill &lt;img src=x onerror=&quot;x&quot;&gt; &amp; son</td>\
             <input class=\"desk-sel\" type=\"checkbox\" tabindex=\"-1\" aria-label=\"Select &quot;&gt;&lt;b&gt;\" checked>"
        );
    }

    #[test]
    fn an_element_ends_by_its_name() {
        let mut html = Html::default();
        html.tag("th scope=\"row\"", ["desk-c-name"], |cell| cell.number(3));
        assert_eq!(html.into_text(), "<th scope=\"row\" class=\"desk-c-name \">3</th>");
    }
}
