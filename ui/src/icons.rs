//! The shapes of the screens, each drawn in place: beside every one stands a word, so they say nothing to a screen reader.

use leptos::prelude::*;

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Met, done, ready.
    Met,
    /// Not met, against.
    Not,
    /// Cannot tell.
    Ask,
    /// Late.
    Late,
    /// Today or soon.
    Clock,
    /// Planned, later.
    Wait,
    /// A draft.
    Half,
    /// Looking for something.
    Find,
    /// Locked or restricted.
    Lock,
    /// More below.
    Menu,
    /// A person of the staff.
    User,
    /// A note.
    Note,
    /// Take away, close.
    Cross,
    /// A conflict.
    Fork,
    /// My day.
    Day,
    /// Handing over.
    Over,
    /// A shield: sealed.
    Seal,
    /// Going out for a time.
    Out,
    /// How much there is of something.
    Bars,
    /// The caseload.
    List,
    /// Key work.
    Talk,
    /// Read in from outside.
    Into,
    /// People of the unit.
    Staff,
    /// Settings.
    Settings,
    /// The server is reached.
    Connected,
    /// The server is not reached.
    Offline,
    /// Something goes to the server, or comes from it.
    Sending,
    /// A computer.
    Computer,
}

impl Shape {
    /// The lines, in a square of 16.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Met => {
                "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm-1.1 11.7L3.4 8.2l1.4-1.4 2.1 2.1 4.3-4.4 1.4 1.4-5.7 5.8Z"
            }
            Self::Not => {
                "M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7L4.7 0Zm.1 3.4L3.4 4.8 6.6 8l-3.2 3.2 1.4 1.4L8 9.4l3.2 3.2 1.4-1.4L9.4 8l3.2-3.2-1.4-1.4L8 6.6 4.8 3.4Z"
            }
            Self::Ask => {
                "M8 0l8 8-8 8-8-8 8-8Zm-.9 9.6h1.7c0-1.3 2-1.5 2-3.4C10.8 4.7 9.6 3.8 8 3.8 6.3 3.8 5.2 4.8 5.1 6.3h1.7c.1-.7.5-1.1 1.2-1.1.7 0 1.1.4 1.1 1 0 1.1-2 1.3-2 3.4Zm0 2.4h1.8v-1.7H7.1V12Z"
            }
            Self::Late => "M8 .8 15.8 15H.2L8 .8Zm-.9 5v4.7h1.8V5.8H7.1Zm0 5.7v1.8h1.8v-1.8H7.1Z",
            Self::Clock => {
                "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm0 14A6 6 0 1 1 8 2a6 6 0 0 1 0 12Zm1-6.4V3.5H7v4.9l3.3 2 1-1.7L9 7.6Z"
            }
            Self::Wait => "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm0 14A6 6 0 1 1 8 2a6 6 0 0 1 0 12Z",
            Self::Half => {
                "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm0 14A6 6 0 1 1 8 2a6 6 0 0 1 0 12ZM8 3.5v9a4.5 4.5 0 0 1 0-9Z"
            }
            Self::Find => {
                "M6.5 0a6.5 6.5 0 1 0 3.9 11.7l4 4 1.4-1.4-4-4A6.5 6.5 0 0 0 6.5 0Zm0 2a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z"
            }
            Self::Lock => {
                "M8 0a4 4 0 0 0-4 4v3H2.5v9h11V7H12V4a4 4 0 0 0-4-4Zm0 2a2 2 0 0 1 2 2v3H6V4a2 2 0 0 1 2-2Zm1 8.5V13H7v-2.5h2Z"
            }
            Self::Menu => "M3 5.5 8 11l5-5.5z",
            Self::User => "M8 0a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM1 16c0-4 3-6.5 7-6.5s7 2.5 7 6.5H1Z",
            Self::Note => "M2 0h8l4 4v12H2V0Zm7 1.5V5h3.5L9 1.5ZM4.5 7v1.5h7V7h-7Zm0 3v1.5h7V10h-7Z",
            Self::Cross => "M3.4 2 2 3.4 6.6 8 2 12.6 3.4 14 8 9.4l4.6 4.6 1.4-1.4L9.4 8 14 3.4 12.6 2 8 6.6z",
            Self::Fork => {
                "M4 0a2.5 2.5 0 0 0-1 4.8v6.4a2.5 2.5 0 1 0 2 0V9.5c0-1 .8-1.5 3-1.5 3.2 0 5-1.2 5-3.2a2.5 2.5 0 1 0-2 0C11 5.6 10 6 8 6c-1.3 0-2.3.2-3 .6V4.8A2.5 2.5 0 0 0 4 0Z"
            }
            Self::Day => {
                "M4 0h2v1.500h4V0h2v1.500h3V16H1V1.500h3V0Zm9 6H3v8h10V6ZM6.800 12.700 4.300 10.200l1.200-1.200 1.300 1.300 3.300-3.300 1.200 1.200-4.500 4.500Z"
            }
            Self::Over => {
                "M10.500 0 16 4.500 10.500 9V5.700H1V3.300h9.500V0Zm-5 7v3.300H15v2.400H5.500V16L0 11.500 5.500 7Z"
            }
            Self::Seal => {
                "M8 0 1.500 2.500V8c0 4 2.700 6.700 6.500 8 3.800-1.300 6.500-4 6.500-8V2.500L8 0Zm-1 11.300L3.800 8.100l1.400-1.400L7 8.500l3.900-3.900L12.300 6 7 11.300Z"
            }
            Self::Out => "M0 1h9v3.500H7V3H2v10h5v-1.500h2V15H0V1Zm10 3 6 4-6 4V9H4V7h6V4Z",
            Self::Bars => "M1 9h3v7H1V9Zm5.500-9h3v16h-3V0ZM12 5h3v11h-3V5Z",
            Self::List => {
                "M0 1h3v3H0V1Zm5 .500h11v2H5v-2ZM0 6.5h3v3H0v-3ZM5 7h11v2H5V7Zm-5 5h3v3H0v-3Zm5 .500h11v2H5v-2Z"
            }
            Self::Into => "M7 0h2v6.500h3.500L8 11.500 3.500 6.500H7V0ZM0 10h2v4h12v-4h2v6H0v-6Z",
            Self::Staff => {
                "M5.500 1a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM0 15c0-4 2.200-6.500 5.500-6.500S11 11 11 15H0ZM11.500 2.500a2.400 2.400 0 1 0 0 4.800 2.400 2.400 0 0 0 0-4.800ZM12.500 15H16c0-3.600-1.700-6-4.300-6-.6 0-1.100.100-1.600.300 1.500 1.300 2.400 3.300 2.400 5.700Z"
            }
            Self::Settings => {
                "M2 1h2v5H2V1Zm0 9h2v5H2v-5ZM.500 7h5v2h-5V7ZM7 1h2v2H7V1Zm0 6h2v8H7V7ZM5.500 4h5v2h-5V4ZM12 1h2v8h-2V1Zm0 12h2v2h-2v-2Zm-1.500-3h5v2h-5v-2Z"
            }
            Self::Connected => {
                "M8 2.500C5 2.500 2.100 3.600 0 5.700l1.500 1.500a9 9 0 0 1 13 0L16 5.700a11 11 0 0 0-8-3.200Zm0 4.200c-1.900 0-3.700.700-5 2l1.500 1.500a5 5 0 0 1 7 0L13 8.700a7 7 0 0 0-5-2ZM8 11a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z"
            }
            Self::Offline => {
                "M1.400 0 0 1.400l2.600 2.600A9.500 9.500 0 0 0 0 6l1.500 1.500A7.500 7.500 0 0 1 4.100 5.500l1.600 1.600A5.500 5.500 0 0 0 3 9l1.500 1.500A3.500 3.500 0 0 1 7.400 8.800L14.600 16l1.400-1.400L1.400 0ZM8 3.700c2.400 0 4.800.9 6.500 2.600L16 6C13.900 3.900 11 2.800 8 2.800l-1.800.2 1.500 1.400.3-.700ZM8 11.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z"
            }
            Self::Sending => "M5 1 9 6H6.200v9H3.800V6H1l4-5Zm6 14-4-5h2.800V1h2.400v9H15l-4 5Z",
            Self::Computer => "M0 1h16v10.500H9.200V13H13v2H3v-2h3.800v-1.500H0V1Zm2 2v6.500h12V3H2Z",
            Self::Talk => "M0 1h16v11H8l-4 4v-4H0V1Zm2 2v7h4v1.2L7.2 10H14V3H2Zm2 1.5h8V6H4V4.5Zm0 2.7h5v1.5H4V7.2Z",
        }
    }
}

/// A shape at the size of the text beside it.
#[component]
pub(crate) fn Icon(
    /// Which.
    shape: Shape,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("desk-i {class}") aria-hidden="true" focusable="false" viewBox="0 0 16 16">
            <path d=shape.path() />
        </svg>
    }
}
