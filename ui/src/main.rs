//! The window's screens: Leptos in the browser sense only. They know the calls of `api` and nothing else of the product.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <main class="desk-stopped"><p>"Opening…"</p></main> });
}
