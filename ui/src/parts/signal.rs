//! Signals: a shape and a word, then colour.

use leptos::prelude::*;

use crate::icons::{Icon, Shape};

/// What a signal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Met, done, saved.
    Met,
    /// Not met, against.
    Not,
    /// Overdue.
    Late,
    /// Today, soon.
    Soon,
    /// Cannot tell.
    Ask,
    /// A draft.
    Draft,
    /// Planned, later.
    Later,
    /// Missing, and it is said why.
    Explained,
}

impl Kind {
    /// Its shape.
    pub(crate) const fn shape(self) -> Shape {
        match self {
            Self::Met => Shape::Met,
            Self::Not => Shape::Not,
            Self::Late => Shape::Late,
            Self::Soon => Shape::Clock,
            Self::Ask => Shape::Ask,
            Self::Draft => Shape::Half,
            Self::Later => Shape::Wait,
            Self::Explained => Shape::Note,
        }
    }

    /// Its class.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Met => "desk-sig desk-sig--met",
            Self::Not => "desk-sig desk-sig--not",
            Self::Late => "desk-sig desk-sig--late",
            Self::Soon => "desk-sig desk-sig--soon",
            Self::Ask => "desk-sig desk-sig--ask",
            Self::Draft | Self::Later => "desk-sig desk-sig--wait",
            Self::Explained => "desk-sig desk-sig--expl",
        }
    }
}

/// A shape and a word.
#[component]
pub(crate) fn Sign(
    /// What it says.
    kind: Kind,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class=kind.class()><Icon shape=kind.shape() />{children()}</span> }
}
