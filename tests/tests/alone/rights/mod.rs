//! Who may do what, tried by real devices of every role: through the use-cases, and by entries made by hand, as somebody would
//! with a program of their own. And who can read what: with the keys that a device was given, and with none.

mod by_hand;
mod keys;
mod scene;
mod use_cases;
