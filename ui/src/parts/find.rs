//! Choosing one of many by typing a part of it: a combobox with its list below.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::page;
use crate::parts::in_order;
use crate::parts::{Errors, Field, Marked};

/// At most so many are shown: more is typed rather than looked through.
const SHOWN: usize = 8;

/// A choice by its value and its words.
pub(crate) type Choosable = (String, String);

/// One of many, found by typing.
#[component]
pub(crate) fn Find(
    /// The field's identifier.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What helps to fill it in.
    hint: &'static str,
    /// All there are.
    #[prop(into)]
    options: Signal<Vec<Choosable>>,
    /// What is chosen.
    chosen: RwSignal<Option<Choosable>>,
    /// What is wrong with the form.
    errors: Errors,
) -> impl IntoView {
    let typed = RwSignal::new(chosen.get_untracked().map(|(_, words)| words).unwrap_or_default());
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| matches(&options.get(), &typed.get()));
    let take = move |option: Choosable| {
        typed.set(option.1.clone());
        chosen.set(Some(option));
        open.set(false);
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if !open.get_untracked() => open.set(true),
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count.max(1)),
            "ArrowUp" => at.update(|at| *at = (*at + count.max(1) - 1) % count.max(1)),
            "Enter" if open.get_untracked() => {
                if let Some(option) = found.with_untracked(|found| found.get(at.get_untracked()).cloned()) {
                    take(option);
                }
            }
            "Escape" if open.get_untracked() => open.set(false),
            _ => return,
        }
        event.prevent_default();
        show_current(id, at.get_untracked());
    };
    let typing = move |event| {
        typed.set(event_target_value(&event));
        let exact = found.with_untracked(|found| {
            found.iter().find(|(_, words)| typed.with_untracked(|typed| alike(words, typed))).cloned()
        });
        chosen.set(exact);
        at.set(0);
        open.set(true);
    };
    let error = errors.of(id);
    let described =
        move || if error.with(Option::is_some) { format!("{id}-hint {id}-error") } else { format!("{id}-hint") };
    let current =
        move || (open.get() && found.with(|found| at.get() < found.len())).then(|| format!("{id}-option-{}", at.get()));
    view! {
        <Field id label=label hint error>
            <div class="desk-find">
                <input
                    class="govuk-input" class=("govuk-input--error", move || error.with(Option::is_some)) id=id type="text" role="combobox"
                    autocomplete="off" spellcheck="false" aria-autocomplete="list" aria-controls=format!("{id}-list")
                    aria-expanded=move || open.get().to_string() aria-activedescendant=current aria-describedby=described
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    prop:value=move || typed.get() on:input=typing on:keydown=on_key
                    on:blur=move |_| open.set(false)
                />
                <ul class="desk-find__list" id=format!("{id}-list") role="listbox" aria-label=label hidden=move || !open.get()>
                    {move || {
                        let wanted = typed.get();
                        let found = found.get();
                        if found.is_empty() {
                            return view! { <li class="desk-find__none" role="option" aria-disabled="true" aria-selected="false">"None is called that"</li> }.into_any();
                        }
                        found.into_iter().enumerate().map(|(place, option)| {
                            let words = option.1.clone();
                            view! {
                                <li class="desk-find__option" role="option" id=format!("{id}-option-{place}")
                                    aria-selected=move || (at.get() == place).to_string()
                                    on:mousedown=move |event| {
                                        event.prevent_default();
                                        take(option.clone());
                                    }
                                ><Marked text=words wanted=wanted.clone() /></li>
                            }
                        }).collect_view().into_any()
                    }}
                </ul>
                <p class="govuk-visually-hidden" role="status">
                    {move || open.get().then(|| match found.with(Vec::len) { 1 => "1 found".to_owned(), count => format!("{count} found") })}
                </p>
            </div>
        </Field>
    }
}

/// Those whose words begin with what was typed, then those that contain it.
fn matches(options: &[Choosable], typed: &str) -> Vec<Choosable> {
    let wanted = typed.trim().to_lowercase();
    let rank = |(value, words): &Choosable| {
        let words = words.to_lowercase();
        if words.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.starts_with(&wanted))
            || words.starts_with(&wanted)
        {
            Some(0)
        } else if words.contains(&wanted) || value.to_lowercase() == wanted {
            Some(1)
        } else {
            None
        }
    };
    let mut found: Vec<(u8, Choosable)> =
        options.iter().filter_map(|option| Some((rank(option)?, option.clone()))).collect();
    in_order(&mut found, |(rank, _)| *rank);
    found.into_iter().map(|(_, option)| option).take(SHOWN).collect()
}

fn alike(words: &str, typed: &str) -> bool {
    words.to_lowercase() == typed.trim().to_lowercase()
}

fn show_current(id: &str, at: usize) {
    if let Some(option) = page::element(&format!("{id}-option-{at}")) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prison_is_found_by_any_word_of_its_name_and_by_its_code() {
        let prisons = [("LEI", "Leeds (HMP)"), ("MDI", "Moorland (HMP & YOI)"), ("EEI", "Erlestoke (HMP)")];
        let prisons: Vec<Choosable> = prisons.map(|(code, name)| (code.to_owned(), name.to_owned())).into();
        let found = |typed: &str| matches(&prisons, typed).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        assert_eq!(found("le"), ["LEI", "EEI"]);
        assert_eq!(found("mdi"), ["MDI"]);
        assert_eq!(found("yoi"), ["MDI"]);
        assert!(found("wormwood").is_empty());
    }
}
