//! What a rule says of itself: its clauses, its source, where its reference is wrong, and examples that run as tests. The pages in
//! `docs/rules/` are this and nothing else.

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its identifier, which never changes.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it answers, in a sentence or two.
    pub purpose: &'static str,
    /// What it rests on.
    pub source: &'static str,
    /// Its clauses, in the order in which they are tried: the first that applies decides.
    pub clauses: &'static [&'static Clause],
    /// Where it differs from its reference, or repeats what is odd in it.
    pub notes: &'static [Note],
    /// Examples, as cases of `exchange` with what is expected of them.
    pub examples: &'static str,
}

/// A clause of a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its identifier, which never changes.
    pub id: &'static str,
    /// Its words. They name no figure: figures are the rule set's.
    pub words: &'static str,
    /// Where it is written.
    pub source: &'static str,
}

/// A remark on a rule.
#[derive(Debug)]
pub struct Note {
    /// What it is about.
    pub about: &'static str,
    /// Whether the reference is followed.
    pub stance: Stance,
    /// The remark.
    pub words: &'static str,
}

/// How a rule stands to its reference where that is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// The reference is wrong, and this rule is not.
    Corrected,
    /// The reference is followed, and a caution or this note says what is odd.
    Followed,
}
