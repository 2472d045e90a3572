//! The only place that knows what carries a call: Tauri's invoke, with the request as JSON text and the reply as bytes (`api::wire`).
//! Everything else awaits [`call`] and hears of [`api::News`].

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};

use api::{Code, Problem};
use js_sys::{Function, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Set once somebody is signed in: from then on a reply “nobody is signed in” means that the window has locked.
static SIGNED_IN: AtomicBool = AtomicBool::new(false);

/// From now on a locked record means loading the page afresh.
pub(crate) fn signed_in() {
    SIGNED_IN.store(true, Ordering::Relaxed);
}

/// Asks the record side.
pub(crate) async fn call<C: api::Call>(request: C) -> Result<C::Reply, Problem> {
    let body = serde_json::to_string(&request).map_err(|_| broken())?;
    drop(request);
    let reply = ask(C::NAME, body).await?;
    api::wire::read(&reply).map_err(|_| broken())
}

/// The same for every call, so that it is in the program once and not for each of them.
fn ask(name: &'static str, body: String) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, Problem>>>> {
    Box::pin(async move {
        let arguments = object(&[("name", name.into()), ("body", body.into())]);
        match invoke("call", &arguments).await {
            Ok(reply) => Ok(bytes(&reply)),
            Err(reason) => {
                let problem = problem(&reason);
                if problem.code == Code::Locked && SIGNED_IN.load(Ordering::Relaxed) {
                    crate::page::reload();
                }
                Err(problem)
            }
        }
    })
}

/// Hears what the record side says unasked, as long as the window lives.
pub(crate) fn on_news(handler: impl Fn(api::News) + 'static) {
    listen("news", move |payload| {
        let news = JSON::stringify(payload).ok().and_then(|text| serde_json::from_str(&String::from(text)).ok());
        if let Some(news) = news {
            handler(news);
        }
    });
}

/// Hears which item of the window's menu was chosen, as long as the window lives.
pub(crate) fn on_menu(handler: impl Fn(&str) + 'static) {
    listen("menu", move |payload| {
        if let Some(item) = payload.as_string() {
            handler(&item);
        }
    });
}

fn listen(event: &'static str, handler: impl Fn(&JsValue) + 'static) {
    let Some(internals) = internals() else { return };
    let closure = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        if let Ok(payload) = Reflect::get(&message, &"payload".into()) {
            handler(&payload);
        }
    });
    let transformed = Reflect::get(&internals, &"transformCallback".into())
        .and_then(JsCast::dyn_into::<Function>)
        .and_then(|transform| transform.call1(&internals, closure.as_ref()));
    // A listener lives as long as the window: the page is loaded afresh when that changes.
    closure.forget();
    let Ok(handle) = transformed else { return };
    let target = object(&[("kind", "Any".into())]);
    let arguments = object(&[("event", event.into()), ("target", target.into()), ("handler", handle)]);
    leptos::task::spawn_local(async move {
        // Without news the window still works, and every call says for itself that the record is locked.
        let _listening = invoke("plugin:event|listen", &arguments).await;
    });
}

fn internals() -> Option<JsValue> {
    let window = web_sys::window()?;
    Reflect::get(&window, &"__TAURI_INTERNALS__".into()).ok().filter(JsValue::is_object)
}

async fn invoke(command: &str, arguments: &Object) -> Result<JsValue, JsValue> {
    let internals = internals().ok_or(JsValue::UNDEFINED)?;
    let invoke: Function = Reflect::get(&internals, &"invoke".into())?.dyn_into()?;
    let promise: Promise = invoke.call2(&internals, &command.into(), arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// The reply as bytes, whether it came as such or (without the custom protocol) as a list of numbers.
fn bytes(reply: &JsValue) -> Vec<u8> {
    Uint8Array::new(reply).to_vec()
}

fn problem(reason: &JsValue) -> Problem {
    if reason.is_undefined() {
        return Problem::new(
            Code::Failed,
            "This page is not connected to a record",
            "Open it in Throughcare's own window.",
        );
    }
    let text = match reason.as_string() {
        Some(text) => Some(text),
        None => JSON::stringify(reason).ok().map(String::from),
    };
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(broken)
}

fn broken() -> Problem {
    Problem::new(
        Code::Failed,
        "This could not be done",
        "Try again. If it happens again, close Throughcare and open it.",
    )
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a fresh plain object cannot fail.
        let _set = Reflect::set(&object, &(*key).into(), value);
    }
    object
}
