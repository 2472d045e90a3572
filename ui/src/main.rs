//! The window's screens: Leptos in the browser sense only. They know the calls of `api` and nothing else of the product; [`backend`] is
//! the one place that knows what carries a call. No casework is decided here.

#![expect(unreachable_pub, reason = "the component macro writes its own visibility")]

mod app;
mod backend;
mod chapters;
mod dates;
mod desk;
mod figures;
mod frame;
mod grid;
mod icons;
mod keys;
mod look;
mod page;
mod palette;
mod parts;
mod route;
mod screens;
mod standing;
mod stopped;
mod undo;

fn main() {
    stopped::install();
    leptos::mount::mount_to_body(app::App);
}
