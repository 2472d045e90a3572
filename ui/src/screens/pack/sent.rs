//! A pack that came from elsewhere, as its sender sealed it: to be read, and never edited.

use std::sync::Arc;

use api::PackPreviewView;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::page;
use crate::screens::pack::actions;
use crate::screens::pack::leaf::{Leaf, Leafing, Parts};

/// The parts of it at the left, the sheet in the middle, and at the right what else is to be known.
#[component]
pub(crate) fn AsItWasSent(
    /// What every screen may reach.
    desk: Desk,
    /// What it says.
    pack: PackPreviewView,
    /// What stands beside it.
    children: Children,
) -> impl IntoView {
    let gaps = actions::received(&pack.parts);
    let leafing = Leafing::begin(desk, Arc::new(pack), 0);
    leafing.keys();
    page::focus_soon("preview-head");
    view! {
        <div class="desk-split desk-split--pack">
            <Parts leafing />
            <Leaf leafing title="As it was sent" />
            <div class="desk-stack desk-scroll" tabindex="0" role="group" aria-label="About this pack">{children()}{gaps}</div>
        </div>
    }
}
