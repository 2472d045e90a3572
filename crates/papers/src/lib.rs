//! The papers that leave the office: what is printed, signed and carried. Words and dates in, a PDF out that a screen reader reads
//! in order (PDF/UA-1) and that is good on paper in black and white.
//!
//! Pure: no clock, no file, no network, no random source; the same words make the same bytes. What a paper has to say is its caller's; which
//! conditions there are to choose from is here, as data, because they are words ([`condition`]).
//!
//! [`press`] is the machinery and knows no paper; the other modules are papers and know nothing of typst.

#![forbid(unsafe_code)]

mod block;
pub mod condition;
pub mod consultation;
pub mod failure;
pub mod letter;
pub mod licence;
pub mod pack;
mod plural;
pub mod press;
pub mod report;
mod shared;

pub use block::{Block, Fact};
pub use press::{Attachment, Imprint, Paper, PaperError};
pub use shared::{Person, Prison, Signatory, Signed};
