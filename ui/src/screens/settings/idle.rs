//! After how long the window locks by itself.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::parts::{Errors, Field, missing};

const ID: &str = "idle-minutes";
/// The record side keeps to the same.
const MOST: u32 = 60;

/// A field of minutes. What is typed counts when the field is left or Enter is pressed; what is no number of minutes stays in the
/// field, and the time before stays in force.
#[component]
pub(super) fn Idle() -> impl IntoView {
    let desk = Desk::here();
    let in_force = desk.preferences.with_untracked(|own| own.idle_minutes);
    let typed = RwSignal::new(in_force.to_string());
    let errors = Errors::none();
    let error = errors.of(ID);
    let keep = move || match minutes(&typed.get_untracked()) {
        Ok(minutes) => {
            errors.clear();
            desk.speak.warn("");
            typed.set(minutes.to_string());
            if desk.preferences.with_untracked(|own| own.idle_minutes) != minutes {
                desk.prefer(|own| own.idle_minutes = minutes);
                desk.speak.say(format!("Locks after {}", words(minutes)));
            }
        }
        Err(wrong) => {
            errors.show_one(missing(ID, &wrong));
            desk.speak.warn(format!("{wrong}. It still locks after {}", still(desk)));
        }
    };
    let described = move || match error.with(Option::is_some) {
        true => format!("{ID}-hint {ID}-error"),
        false => format!("{ID}-hint"),
    };
    view! {
        <Field id=ID label="Lock after how many minutes?" hint="From 1 to 60, counted from the last key press or move of the pointer" error>
            <div class="desk-row">
                <input class="govuk-input govuk-input--width-3" class=("govuk-input--error", move || error.with(Option::is_some)) id=ID type="text"
                    inputmode="numeric" autocomplete="off" aria-describedby=described aria-invalid=move || error.with(Option::is_some).to_string()
                    prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event)) on:change=move |_| keep()
                    on:keydown=move |event| if event.key() == "Enter" { keep() } />
                <span class="desk-muted">{move || error.with(Option::is_some).then(|| format!("Still {}", still(desk)))}</span>
            </div>
        </Field>
    }
}

fn still(desk: Desk) -> String {
    words(desk.preferences.with(|own| own.idle_minutes))
}

/// “1 minute”, “10 minutes”.
fn words(minutes: u32) -> String {
    format!("{minutes} minute{}", if minutes == 1 { "" } else { "s" })
}

/// A number of minutes as somebody typed it, or what is wrong with it.
fn minutes(typed: &str) -> Result<u32, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(format!("Type after how many minutes, from 1 to {MOST}"));
    }
    let number = typed.strip_suffix("minutes").or_else(|| typed.strip_suffix("min")).unwrap_or(typed).trim();
    if !number.bytes().all(|byte| byte.is_ascii_digit()) || number.is_empty() {
        return Err(format!("“{typed}” is not a whole number of minutes. Type one from 1 to {MOST}"));
    }
    match number.parse() {
        Ok(0) => Err("It would lock while you look at it. Type 1 or more".to_owned()),
        Ok(minutes @ 1..=MOST) => Ok(minutes),
        _ => Err(format!("{number} minutes is too long to leave prisoners' records open. Type {MOST} or fewer")),
    }
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn whole_minutes_from_one_to_sixty_are_taken() {
        for (typed, taken) in [("1", 1), (" 10 ", 10), ("60", 60), ("007", 7), ("15 min", 15), ("5 minutes", 5)] {
            assert_eq!(minutes(typed), Ok(taken), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_what_to_type_instead() {
        for (typed, says) in [
            ("", "Type after how many minutes"),
            ("ten", "“ten” is not a whole number"),
            ("2.5", "“2.5” is not a whole number"),
            ("-5", "“-5” is not a whole number"),
            ("min", "“min” is not a whole number"),
            ("0", "Type 1 or more"),
            ("61", "61 minutes is too long"),
            ("99999999999", "Type 60 or fewer"),
        ] {
            let wrong = minutes(typed).unwrap_err();
            assert!(wrong.contains(says), "{typed}: {wrong}");
        }
    }
}
