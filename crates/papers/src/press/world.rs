//! What a template can see while it is laid out: itself, what all papers share, its words, its attachments and the typefaces. No disk, no
//! package, no clock.

use std::path::PathBuf;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, PathError, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};

use super::typeface::{BOOK, FONTS};
use super::{Attachment, Fault, Form, PaperError};

/// The standard library, with what it keeps behind a switch for accessibility: rows that have a heading of their own.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

const MAIN: &str = "main.typ";
const SHARED: &str = "paper.typ";
const DATA: &str = "data.json";
/// Attachments are numbered: typst never forgets a path that it has seen.
const ATTACHED: &str = "attached/";

/// One paper on its way.
pub(super) struct Desk {
    main: Source,
    shared: Source,
    data: Bytes,
    attached: Vec<Bytes>,
}

impl Desk {
    /// Lays out what is needed for one paper.
    pub(super) fn lay(form: Form, data: Vec<u8>, attachments: &[Attachment]) -> Result<Self, PaperError> {
        Ok(Self {
            main: Source::new(place(MAIN)?, form.template.to_owned()),
            shared: Source::new(place(SHARED)?, include_str!("../../templates/paper.typ").to_owned()),
            data: Bytes::new(data),
            attached: attachments.iter().map(|attachment| Bytes::new(attachment.bytes.clone())).collect(),
        })
    }

    /// What typst complains of: where, and what it says.
    pub(super) fn fault(&self, errors: &EcoVec<SourceDiagnostic>) -> Fault {
        let mut places: Vec<String> = errors.iter().map(|error| self.place_of(error)).collect();
        places.dedup();
        let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        Fault { place: places.join("; "), said: said.join("; ") }
    }

    fn place_of(&self, error: &SourceDiagnostic) -> String {
        let Some(id) = error.span.id() else { return "the whole of it".to_owned() };
        let source = self.source(id).ok();
        let line =
            source.zip(self.range(error.span)).and_then(|(source, range)| source.lines().byte_to_line(range.start));
        line.map_or_else(|| name(id).to_owned(), |line| format!("{}, line {}", name(id), line + 1))
    }
}

fn place(path: &str) -> Result<FileId, PaperError> {
    let fault = |error: PathError| Fault { place: path.to_owned(), said: error.to_string() };
    let path = VirtualPath::new(path).map_err(|error| PaperError::Layout(fault(error)))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The path of a file of ours; nothing for a file of a package, of which there is none here.
fn name(id: FileId) -> &'static str {
    let path = id.get();
    if *path.root() == VirtualRoot::Project { path.vpath().get_without_slash() } else { "" }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match name(id) {
            MAIN => Ok(self.main.clone()),
            SHARED => Ok(self.shared.clone()),
            other => Err(FileError::NotFound(PathBuf::from(other))),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = name(id);
        let attached = name.strip_prefix(ATTACHED).and_then(|number| number.parse::<usize>().ok());
        match attached {
            Some(number) => self.attached.get(number).cloned(),
            None => (name == DATA).then(|| self.data.clone()),
        }
        .ok_or_else(|| FileError::NotFound(PathBuf::from(name)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
