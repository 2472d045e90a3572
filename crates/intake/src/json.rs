//! JSON exports: one document, an array, a search page with `content`, or one document a line. The file is cut into rows
//! before any of them is parsed, so that a bad row costs only itself and keeps its own text.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value as Json};

use crate::source::{Problem, RawRow};
use crate::{NUMBER, rule, value};

/// The parser goes no deeper; the search for the end of a document in a stream stops there too, which keeps a hostile
/// file of unclosed braces from being walked over and over.
const DEEPEST: usize = 128;

/// Whether a line begins like a document: then the file is JSON with something else above it.
pub(crate) fn has_a_line(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').any(|line| line.trim_ascii_start().starts_with(b"{"))
}

/// The rows of a JSON file.
pub(crate) fn rows(file: &str, text: &[u8]) -> Vec<RawRow> {
    let mut rows = Rows { file, taken: Vec::new() };
    let mut rest = text;
    loop {
        rest = past_gap(rest);
        rest = match rest.first() {
            None => return rows.taken,
            Some(b'[') => rows.list(from(rest, 1), true),
            Some(b'{') => rows.document_or_page(rest),
            Some(_) => rows.stray_line(rest),
        };
    }
}

struct Rows<'a> {
    file: &'a str,
    taken: Vec<RawRow>,
}

impl<'a> Rows<'a> {
    fn next(&self) -> u32 {
        u32::try_from(self.taken.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn push(&mut self, raw: &[u8], content: Result<BTreeMap<String, Json>, Fault>) {
        let row = self.next();
        self.taken.push(RawRow {
            file: self.file.to_owned(),
            row,
            raw: String::from_utf8_lossy(raw.trim_ascii()).into_owned(),
            content: content.map_err(|fault| Problem::new(fault.rule, row, fault.message)),
        });
    }

    /// The end of the file came before the end of a list.
    fn cut_short(&mut self, raw: &'a [u8]) -> &'a [u8] {
        let message = "the file ends in the middle of its list, so people may be missing from it. The rows before \
                       this one were read. Export the file again and import the whole of it.";
        self.push(raw, Err(Fault { rule: rule::CUT_SHORT, message: message.to_owned() }));
        &[]
    }

    /// Reads what follows a `[`, and gives what follows its `]`. A list of search pages is read too, but no pages in pages.
    fn list(&mut self, text: &'a [u8], of_pages: bool) -> &'a [u8] {
        let mut rest = text;
        loop {
            rest = past_gap(rest);
            match rest.first() {
                None => return self.cut_short(rest),
                Some(b']') => return from(rest, 1),
                Some(_) => {}
            }
            let span = scan(rest, 0, false);
            rest = match (span.end, span.content.filter(|_| of_pages)) {
                (end, Some(content)) => self.page(rest, content, end),
                (Some(end), None) => {
                    let (element, after) = rest.split_at(end.clamp(1, rest.len()));
                    self.push(element, parse(element));
                    after
                }
                (None, None) => return self.cut_short(rest),
            };
        }
    }

    /// Reads a search page whose list begins at `content`, and gives what follows the page.
    fn page(&mut self, text: &'a [u8], content: usize, end: Option<usize>) -> &'a [u8] {
        let end = end.unwrap_or(text.len());
        let after = self.list(text.get(content + 1..end).unwrap_or_default(), false);
        let (rest, beyond) = match scan(after, 1, false).end {
            Some(closed) => (after.get(..closed).unwrap_or_default(), from(text, end - (after.len() - closed))),
            None if past_gap(after).is_empty() => return from(text, end),
            None => return self.cut_short(after),
        };
        // What stands around the list is the search's, not a row, unless the list only seemed to end.
        let around = [text.get(..content).unwrap_or_default(), b"[]", rest].concat();
        if let Err(error) = serde_json::from_slice::<IgnoredAny>(&around) {
            let message = format!(
                "the list ends here, but this page goes on in a way that is not JSON ({error}), so people may be \
                 missing. Export the file again."
            );
            self.push(&around, Err(Fault { rule: "not-json", message }));
        }
        beyond
    }

    /// Reads an object outside any list: a document, a search page, or a line of documents.
    fn document_or_page(&mut self, text: &'a [u8]) -> &'a [u8] {
        let span = scan(text, 0, true);
        match (span.end, span.content) {
            (end, Some(content)) => self.page(text, content, end),
            (Some(end), None) => {
                let (document, after) = text.split_at(end.min(text.len()));
                match (parse(document), next_document_line(document)) {
                    // It closed only because it ran into the lines below: take its own line, and those for themselves.
                    (Err(_), Some(cut)) => self.broken(text, cut),
                    (content, _) => {
                        self.push(document, content);
                        after
                    }
                }
            }
            (None, None) => self.broken(text, next_document_line(text).unwrap_or(text.len())),
        }
    }

    fn broken(&mut self, text: &'a [u8], cut: usize) -> &'a [u8] {
        let (document, after) = text.split_at(cut.clamp(1, text.len()));
        self.push(document, parse(document));
        after
    }

    fn stray_line(&mut self, text: &'a [u8]) -> &'a [u8] {
        let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
        let (line, after) = text.split_at(end);
        self.push(line, parse(line));
        after
    }
}

fn from(text: &[u8], at: usize) -> &[u8] {
    text.get(at..).unwrap_or_default()
}

fn past_gap(text: &[u8]) -> &[u8] {
    let gap = text.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
    from(text, gap)
}

/// Where the next line begins that looks like a document of its own (indented ones are parts of a document).
fn next_document_line(text: &[u8]) -> Option<usize> {
    text.windows(2).position(|pair| pair == b"\n{").map(|at| at + 1)
}

/// Where a value ends, and where the list of a search page begins in it.
struct Span {
    end: Option<usize>,
    content: Option<usize>,
}

/// Walks over one value without parsing it. `lines` is set outside lists, where a value that runs on past a line break
/// inside a text, or deeper than the parser goes, is broken and has no end.
fn scan(text: &[u8], mut depth: usize, lines: bool) -> Span {
    let mut string: Option<usize> = None;
    let (mut escaped, mut numbered) = (false, false);
    let (mut last, mut key): (Option<&[u8]>, Option<&[u8]>) = (None, None);
    let mut content = None;
    let mut end = None;
    for (at, &byte) in text.iter().enumerate() {
        if let Some(start) = string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'\n' if lines => break,
                b'"' => {
                    string = None;
                    last = text.get(start..at).filter(|_| depth == 1);
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => string = Some(at + 1),
            b':' if depth == 1 => {
                key = last.take();
                numbered |= key == Some(NUMBER.as_bytes());
            }
            b'{' | b'[' => {
                if byte == b'[' && depth == 1 && content.is_none() && key == Some(b"content") {
                    content = Some(at);
                }
                depth += 1;
                if lines && depth > DEEPEST {
                    break;
                }
            }
            b'}' | b']' if depth <= 1 => {
                end = Some(at + depth);
                break;
            }
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => {
                end = Some(at);
                break;
            }
            b',' if depth == 1 => key = None,
            _ => {}
        }
    }
    Span { end, content: content.filter(|_| !numbered) }
}

struct Fault {
    rule: &'static str,
    message: String,
}

/// One document: an object in which no key says two different things.
fn parse(document: &[u8]) -> Result<BTreeMap<String, Json>, Fault> {
    let fault = |rule, message: String| Fault { rule, message };
    let text = std::str::from_utf8(document.trim_ascii()).map_err(|_| fault(rule::NOT_UTF_8, NOT_UTF_8.to_owned()))?;
    let doubled = RefCell::new(None);
    let mut parser = serde_json::Deserializer::from_str(text);
    let parsed = Tree(&doubled).deserialize(&mut parser).and_then(|tree| parser.end().map(|()| tree));
    let tree = match (parsed, doubled.take()) {
        (_, Some(key)) => return Err(doubled_key(&key)),
        (Ok(tree), None) => tree,
        (Err(error), None) if error.to_string().starts_with("recursion limit") => {
            let message = format!("lists lie inside lists more than {DEEPEST} deep. Export this person again.");
            return Err(fault("too-deep", message));
        }
        (Err(error), None) => {
            let message =
                format!("this is not complete JSON ({error}). Export this person again and import that file.");
            return Err(fault("not-json", message));
        }
    };
    let Json::Object(map) = tree else {
        let message = "this is not a person's document. Take it out of the file, or export the file again.";
        return Err(fault("not-a-document", message.to_owned()));
    };
    let mut content = BTreeMap::new();
    for (key, said) in map {
        value::insert(&mut content, value::field_name(&key), said).map_err(|key| doubled_key(&key))?;
    }
    Ok(content)
}

/// Said of a row whose bytes are not text.
pub(crate) const NOT_UTF_8: &str = "some letters are not written in UTF-8, so names could be read wrongly. Save the file \
                                    as “CSV UTF-8”, or export it as JSON, and import it again.";

fn doubled_key(key: &str) -> Fault {
    Fault {
        rule: "said-twice",
        message: format!(
            "“{key}” is there twice with different values, and nothing says which is right. Correct it and import again."
        ),
    }
}

/// Parses a value and notes the first key of an object that stands there twice with different values.
#[derive(Clone, Copy)]
struct Tree<'a>(&'a RefCell<Option<String>>);

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, said: bool) -> Result<Json, E> {
        Ok(Json::Bool(said))
    }

    fn visit_i64<E>(self, said: i64) -> Result<Json, E> {
        Ok(Json::Number(said.into()))
    }

    fn visit_u64<E>(self, said: u64) -> Result<Json, E> {
        Ok(Json::Number(said.into()))
    }

    fn visit_f64<E>(self, said: f64) -> Result<Json, E> {
        Ok(Number::from_f64(said).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, said: &str) -> Result<Json, E> {
        Ok(Json::String(said.to_owned()))
    }

    fn visit_string<E>(self, said: String) -> Result<Json, E> {
        Ok(Json::String(said))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Json, A::Error> {
        let mut map = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            let said = object.next_value_seed(self)?;
            if map.get(&key).is_some_and(|before| *before != said) {
                self.0.replace(Some(key));
                return Err(A::Error::custom("a key stands twice"));
            }
            map.insert(key, said);
        }
        Ok(Json::Object(map))
    }
}
