//! What the forms of an application have in common beyond those of other panes: lines of which there can be several, and a group
//! of fields that errors lead to.

use leptos::prelude::*;

use crate::page;
use crate::parts::sending::Sending;
pub(super) use crate::parts::{Tick, fact};

/// Lines of a form, each with a number of its own for as long as it stands.
pub(super) struct Lines<T: Send + Sync + 'static> {
    all: RwSignal<Vec<(u32, T)>>,
    next: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Lines<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Lines<T> {}

impl<T: Clone + Send + Sync + 'static> Lines<T> {
    /// These lines; at least one, which is then empty.
    pub(super) fn of(items: Vec<T>, empty: T) -> Self {
        Self::or_none(if items.is_empty() { vec![empty] } else { items })
    }

    /// These lines, or none.
    pub(super) fn or_none(items: Vec<T>) -> Self {
        let lines: Vec<(u32, T)> = (0_u32..).zip(items).collect();
        let next = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        Self { all: RwSignal::new(lines), next: StoredValue::new(next) }
    }

    /// One more; its number.
    pub(super) fn add(self, item: T) -> u32 {
        let line = self.next.get_value();
        self.next.set_value(line.saturating_add(1));
        self.all.update(|all| all.push((line, item)));
        line
    }

    /// One less.
    pub(super) fn drop(self, line: u32) {
        self.all.update(|all| all.retain(|(own, _)| *own != line));
    }

    /// The numbers of all.
    pub(super) fn numbers(self) -> Vec<u32> {
        self.all.with(|all| all.iter().map(|(line, _)| *line).collect())
    }

    /// Reads a line.
    pub(super) fn read<R: Default>(self, line: u32, read: impl FnOnce(&T) -> R) -> R {
        self.all.with(|all| all.iter().find(|(own, _)| *own == line).map(|(_, item)| read(item)).unwrap_or_default())
    }

    /// Changes a line.
    pub(super) fn change(self, line: u32, change: impl FnOnce(&mut T)) {
        self.all.update(|all| {
            if let Some((_, item)) = all.iter_mut().find(|(own, _)| *own == line) {
                change(item);
            }
        });
    }

    /// What stands in all of them.
    pub(super) fn plain(self) -> Vec<T> {
        self.all.with_untracked(|all| all.iter().map(|(_, item)| item.clone()).collect())
    }
}

/// Where in a line a text stands.
pub(super) type TextOf<T> = fn(&mut T) -> &mut String;

/// A text of a line: one line, or several where `rows` is more than one.
pub(super) fn text<T: Clone + Send + Sync + 'static>(
    lines: Lines<T>,
    line: u32,
    (id, label): (&'static str, &'static str),
    rows: u8,
    field: TextOf<T>,
) -> AnyView {
    let own = format!("{id}-{line}");
    let value = move || {
        lines.read(line, |item| {
            let mut item = item.clone();
            field(&mut item).clone()
        })
    };
    let typed = move |event| lines.change(line, |item| *field(item) = event_target_value(&event));
    let input = if rows > 1 {
        view! {
            <textarea class="govuk-textarea" id=own.clone() rows=rows.to_string() spellcheck="true" prop:value=value on:input=typed></textarea>
        }
        .into_any()
    } else {
        view! { <input class="govuk-input" id=own.clone() type="text" autocomplete="off" prop:value=value on:input=typed /> }
            .into_any()
    };
    view! { <div class="desk-rotl__field"><label class="govuk-label govuk-label--s" for=own>{label}</label>{input}</div> }.into_any()
}

/// One of a list, in a line.
pub(super) fn pick<T: Clone + Send + Sync + 'static>(
    lines: Lines<T>,
    line: u32,
    (id, label): (&'static str, &'static str),
    options: Vec<(String, String)>,
    get: fn(&T) -> String,
    set: fn(&mut T, &str),
) -> AnyView {
    let own = format!("{id}-{line}");
    let options = options.into_iter().map(|(option, words)| {
        let here = option.clone();
        view! { <option value=option selected=move || lines.read(line, get) == here>{words}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="desk-rotl__field">
            <label class="govuk-label govuk-label--s" for=own.clone()>{label}</label>
            <select class="govuk-select desk-case__full" id=own prop:value=move || lines.read(line, get)
                on:change=move |event| lines.change(line, |item| set(item, &event_target_value(&event)))>{options}</select>
        </div>
    }
    .into_any()
}

/// A button that takes a line out, with what it takes out.
pub(super) fn take_out<T: Clone + Send + Sync + 'static>(
    lines: Lines<T>,
    line: u32,
    (group, what): (&'static str, &'static str),
) -> AnyView {
    let out = move |_| {
        lines.drop(line);
        page::focus_soon(group);
    };
    let place = move || lines.numbers().iter().position(|own| *own == line).map_or(0, |at| at + 1);
    view! {
        <button type="button" class="desk-link desk-xs" on:click=out>
            "Take out"<span class="govuk-visually-hidden">{move || format!(" {what} {}", place())}</span>
        </button>
    }
    .into_any()
}

/// Some fields that belong together, to which an error leads.
#[component]
pub(super) fn Group(
    /// Its identifier, as an error names it.
    id: &'static str,
    /// What it is.
    legend: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// The form.
    sending: Sending,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let error = sending.errors.of(id);
    view! {
        <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            <fieldset class="govuk-fieldset" id=id tabindex="-1">
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
                {(!hint.is_empty()).then(|| view! { <div class="govuk-hint">{hint}</div> })}
                {move || error.get().map(|error| view! {
                    <p class="govuk-error-message"><span class="govuk-visually-hidden">"Error: "</span>{error}</p>
                })}
                {children()}
            </fieldset>
        </div>
    }
}

/// The lines of a text, without those in which nothing stands.
pub(super) fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::lines_of;

    #[test]
    fn empty_lines_are_no_lines() {
        assert_eq!(lines_of(" Police \n\n\tHost\n"), ["Police", "Host"]);
    }
}
