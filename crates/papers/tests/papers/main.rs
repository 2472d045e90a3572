//! The papers as their readers get them: by programs that read PDF, not by what wrote it. What each looks like is for eyes: with
//! `PAPERS_KEEP=folder` the papers that are printed here are kept there, to be looked at.

mod failure;
mod hostile;
mod letter;
mod licence;
mod pack;
mod packed;
mod reading;
mod report;
mod sample;
