//! Words that stand out, and a search for them in every byte of every file, however they are written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, HEXLOWER, HEXUPPER};

/// What is looked for, in one of the ways in which it could have been written.
struct Needle {
    what: String,
    bytes: Vec<u8>,
}

/// A search for secrets.
#[derive(Default)]
pub struct Search {
    needles: Vec<Needle>,
}

impl Search {
    /// A search for words: as they are, in small and in capital letters; as UTF-16, hexadecimal and base64.
    pub fn for_words(words: &[&str]) -> Self {
        let mut search = Self::default();
        for word in words {
            for written in [(*word).to_owned(), word.to_lowercase(), word.to_uppercase()] {
                search.renderings(word, written.as_bytes());
                search.add(word, "UTF-16 LE", written.encode_utf16().flat_map(u16::to_le_bytes).collect());
                search.add(word, "UTF-16 BE", written.encode_utf16().flat_map(u16::to_be_bytes).collect());
            }
        }
        search
    }

    /// Looks for a key too: its bytes, and how it would be written.
    #[must_use]
    pub fn and_key(mut self, what: &str, bytes: &[u8]) -> Self {
        self.renderings(what, bytes);
        self
    }

    fn renderings(&mut self, what: &str, bytes: &[u8]) {
        self.add(what, "as it is", bytes.to_vec());
        self.add(what, "hexadecimal", HEXLOWER.encode(bytes).into_bytes());
        self.add(what, "hexadecimal", HEXUPPER.encode(bytes).into_bytes());
        for before in 0..3 {
            self.add(what, "base64", base64_within(bytes, before));
        }
    }

    fn add(&mut self, what: &str, how: &str, bytes: Vec<u8>) {
        assert!(bytes.len() > 1, "{what}: too short to be looked for");
        if self.needles.iter().all(|needle| needle.bytes != bytes) {
            self.needles.push(Needle { what: format!("“{what}” ({how})"), bytes });
        }
    }

    /// What of it stands in some bytes: they are walked once, whatever is looked for.
    pub fn within(&self, bytes: &[u8]) -> Vec<&str> {
        let mut starts = vec![false; 1 << 16];
        for needle in &self.needles {
            starts[start(&needle.bytes)] = true;
        }
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for at in 0..bytes.len().saturating_sub(1) {
            let here = &bytes[at..];
            if starts[start(here)] {
                let needles = self.needles.iter().filter(|needle| here.starts_with(&needle.bytes));
                found.extend(needles.map(|needle| needle.what.as_str()));
            }
        }
        found.into_iter().collect()
    }

    /// What of it stands in which file under some folders, in its name too.
    pub fn under(&self, places: &[&Path]) -> Vec<String> {
        let mut found = Vec::new();
        for file in places.iter().flat_map(|place| files(place)) {
            let content = std::fs::read(&file).unwrap();
            let name = file.display().to_string();
            let both = self.within(&content).into_iter().chain(self.within(name.as_bytes()));
            found.extend(both.map(|what| format!("{what} in {name}")));
        }
        found
    }
}

/// The characters of base64 that these bytes decide alone, where so many others stand before them.
fn base64_within(bytes: &[u8], before: usize) -> Vec<u8> {
    let padded = [&vec![0; before], bytes].concat();
    let text = BASE64.encode(&padded).into_bytes();
    // A character stands for six bits: those that reach into a neighbour are left out.
    let first = (before * 8).div_ceil(6);
    let last = padded.len() * 8 / 6;
    text[first..last].to_vec()
}

/// The first two bytes, as one number.
fn start(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// Every file under a place.
pub fn files(place: &Path) -> Vec<PathBuf> {
    if !place.is_dir() {
        return if place.is_file() { vec![place.to_owned()] } else { Vec::new() };
    }
    let entries = std::fs::read_dir(place).unwrap();
    entries.flat_map(|entry| files(&entry.unwrap().path())).collect()
}
