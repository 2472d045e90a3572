//! Phrase files: plain text in `demo/phrases`, with `[section]` heads, `#` comments and one phrase, or a list of words, a line.

use std::collections::BTreeMap;

/// The sections of one phrase file, by name.
pub(crate) struct Sections(BTreeMap<&'static str, Vec<&'static str>>);

impl Sections {
    /// Reads a phrase file; a section named twice is one section.
    pub(crate) fn lines(text: &'static str) -> Self {
        Self::read(text, |line| vec![line])
    }

    /// Reads a file of words parted by spaces; a line with bars is parted by bars instead, and a hyphen stays.
    pub(crate) fn words(text: &'static str) -> Self {
        Self::read(
            text,
            |line| {
                if line.contains('|') { line.split('|').collect() } else { line.split_whitespace().collect() }
            },
        )
    }

    fn read(text: &'static str, part: impl Fn(&'static str) -> Vec<&'static str>) -> Self {
        let mut sections: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        let mut current = "";
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => current = name,
                None => sections.entry(current).or_default().extend(part(line)),
            }
        }
        Self(sections)
    }

    /// The phrases of a section; none when there is no such section.
    pub(crate) fn get(&self, name: &str) -> &[&'static str] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every section with its phrases, in the order of their names.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &[&'static str])> {
        self.0.iter().map(|(name, lines)| (*name, lines.as_slice()))
    }
}
