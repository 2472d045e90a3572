//! What is shown when the program itself has stopped: a fault leaves the WebAssembly unusable, so this is plain page building.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// From now on a fault in the program shows a page that says so.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|_| {
        // Nothing can be told to anybody if the page itself cannot be built.
        let _shown = show();
    }));
}

fn show() -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let body = document.body()?;
    let main = document.create_element("main").ok()?;
    main.set_class_name("desk-stopped");
    main.set_attribute("role", "alert").ok()?;
    for (tag, class, words) in [
        ("h1", "govuk-heading-l", "Throughcare has stopped"),
        ("p", "desk-m", "Nothing you saved is lost. What you were typing was kept every few seconds."),
    ] {
        let line = document.create_element(tag).ok()?;
        line.set_class_name(class);
        line.set_text_content(Some(words));
        main.append_child(&line).ok()?;
    }
    let again: web_sys::HtmlElement = document.create_element("button").ok()?.dyn_into().ok()?;
    again.set_class_name("govuk-button");
    again.set_text_content(Some("Start again"));
    let reload = Closure::<dyn Fn()>::new(crate::page::reload);
    again.add_event_listener_with_callback("click", reload.as_ref().unchecked_ref()).ok()?;
    reload.forget();
    main.append_child(&again).ok()?;
    body.set_inner_html("");
    body.append_child(&main).ok()?;
    again.focus().ok()
}
