//! The page under the screens: its title, what has focus, the sizes of the text. Everything here may find nothing and then does nothing.

use js_sys::{Function, Reflect};
use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlTextAreaElement};

/// Loads the page afresh: nothing of what was shown stays in it.
pub(crate) fn reload() {
    // A page that cannot be loaded again stays as it is; there is nobody to tell.
    let _reloaded = window().location().reload();
}

/// “Throughcare” and the screen's name, never a person's.
pub(crate) fn set_title(screen: &str) {
    let title = if screen.is_empty() { "Throughcare".to_owned() } else { format!("{screen} - Throughcare") };
    document().set_title(&title);
}

/// The element of an identifier.
pub(crate) fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts focus on an element, once what was just changed is on the page.
pub(crate) fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        focus(&id);
    });
}

/// Puts focus on an element; says whether it is there.
pub(crate) fn focus(id: &str) -> bool {
    element(id).is_some_and(|element| element.focus().is_ok())
}

/// The same without scrolling to it.
pub(crate) fn focus_where_it_is(id: &str) -> bool {
    let still = FocusOptions::new();
    still.set_prevent_scroll(true);
    element(id).is_some_and(|element| element.focus_with_options(&still).is_ok())
}

/// Scrolls a list so far that one of its lines is seen. Nothing around the list moves.
pub(crate) fn show_in(list: &str, line: &str) {
    let (Some(list), Some(line)) = (element(list), element(line)) else { return };
    let top = line.offset_top() - list.offset_top();
    let lowest = top + line.offset_height() - list.client_height();
    let seen = list.scroll_top();
    list.set_scroll_top(seen.max(lowest).min(top));
}

/// What has focus, unless it is the page as a whole.
pub(crate) fn focused() -> Option<HtmlElement> {
    let element = document().active_element()?;
    (element.tag_name() != "BODY").then_some(element)?.dyn_into().ok()
}

/// Gives focus back to an element that may have gone since.
pub(crate) fn give_back_focus(to: Option<HtmlElement>) {
    if let Some(element) = to.filter(|element| element.is_connected()) {
        let _focused = element.focus();
    }
}

/// Selects all that stands in a field of several lines; says whether it could.
pub(crate) fn select(field: &HtmlTextAreaElement) -> bool {
    let focused = field.focus();
    field.select();
    focused.is_ok()
}

/// Copies what is selected, in the way that needs no permission of the window.
pub(crate) fn copy_selection() -> bool {
    let page = document();
    let copy = Reflect::get(&page, &"execCommand".into()).and_then(JsCast::dyn_into::<Function>);
    copy.and_then(|copy| copy.call1(&page, &"copy".into())).is_ok_and(|copied| copied.is_truthy())
}

/// Copies text that stands in no field; says whether it could. Focus stays where it is.
pub(crate) fn copy(text: &str) -> bool {
    let before = focused();
    let field =
        document().create_element("textarea").ok().and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    // Beside what has focus, so that a dialog keeps it.
    let place = before.as_ref().and_then(|before| before.parent_element());
    let (Some(field), Some(place)) = (field, place) else { return false };
    field.set_class_name("govuk-visually-hidden");
    field.set_value(text);
    let copied = place.append_child(&field).is_ok() && select(&field) && copy_selection();
    field.remove();
    give_back_focus(before);
    copied
}

/// Whether somebody is typing in this element.
pub(crate) fn takes_text(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "submit")
        }
        _ => element.has_attribute("contenteditable"),
    }
}

/// How much room the window has for text of the size that somebody has chosen: what is large needs more of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// For more columns.
    Wide,
    /// As most.
    Usual,
    /// The navigation folds.
    Narrow,
    /// Panes stand under each other.
    Stacked,
}

impl Room {
    /// For a width in pixels and a size of text in per cent.
    pub(crate) fn of(width: f64, text_size: u32) -> Self {
        match width * 100.0 / f64::from(text_size.max(1)) {
            width if width < 1000.0 => Self::Stacked,
            width if width <= 1360.0 => Self::Narrow,
            width if width < 1600.0 => Self::Usual,
            _ => Self::Wide,
        }
    }

    /// Tells the stylesheet.
    pub(crate) fn show(self) {
        let name = match self {
            Self::Wide => "wide",
            Self::Usual => "usual",
            Self::Narrow => "narrow",
            Self::Stacked => "stacked",
        };
        if let Some(body) = document().body() {
            let _set = body.set_attribute("data-room", name);
        }
    }
}

/// The width of the window in pixels.
pub(crate) fn width() -> f64 {
    window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1440.0)
}

/// Whether an element does something of its own when it is pressed.
pub(crate) fn acts(element: &Element) -> bool {
    matches!(element.tag_name().as_str(), "A" | "BUTTON" | "INPUT" | "SELECT" | "SUMMARY" | "TEXTAREA")
}

/// Today by this computer's clock, ISO: for the unlock screen only, which knows no other.
pub(crate) fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// How the page looks, as attributes that the stylesheet reads.
pub(crate) fn apply(preferences: &api::Preferences) {
    let (Some(root), Some(body)) = (document().document_element(), document().body()) else { return };
    if let Ok(root) = root.dyn_into::<HtmlElement>() {
        let _set = root.style().set_property("font-size", &format!("{}%", preferences.text_size.clamp(80, 400)));
    }
    for (name, value) in [
        ("data-density", preferences.row_height.as_str()),
        ("data-contrast", if preferences.high_contrast { "high" } else { "usual" }),
        ("data-motion", if preferences.reduced_motion { "none" } else { "usual" }),
    ] {
        let _set = body.set_attribute(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn text_twice_as_large_has_half_the_room() {
        assert_eq!(Room::of(1920.0, 100), Room::Wide);
        assert_eq!(Room::of(1440.0, 100), Room::Usual);
        assert_eq!(Room::of(1280.0, 100), Room::Narrow);
        assert_eq!(Room::of(1920.0, 200), Room::Stacked);
    }
}
