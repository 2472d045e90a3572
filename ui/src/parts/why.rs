//! The working of a rule: the answer in a sentence, what was used and done in numbered steps, the clause that decided, what would change
//! it, and on whose authority. One part for every computed date and state.

use api::{DerivationView, WhyView};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::page;
use crate::parts::{Dialog, Html};

/// A working, to be read and copied.
#[component]
pub(crate) fn Why(
    /// The working.
    view: WhyView,
) -> impl IntoView {
    let working = working(&view).into_text();
    view! {
        <div class="desk-working" inner_html=working></div>
        <CopyText text=view.text />
    }
}

/// Copies a working, to be sent or kept.
#[component]
fn CopyText(text: String) -> impl IntoView {
    let desk = Desk::here();
    let copy = move |_| {
        let copied = page::copy(&text);
        desk.speak.say(if copied {
            "Copied as text"
        } else {
            "It could not be copied. Select it, and copy it with Ctrl C"
        });
    };
    view! { <button type="button" class="desk-link desk-xs" on:click=copy>"Copy as text"</button> }
}

/// A working with what it is the working of.
pub(crate) type Asked = Option<(String, WhyView)>;

/// A working over the screen, while there is one to read.
#[component]
pub(crate) fn WhyOver(
    /// What is read, with its name.
    asked: RwSignal<Asked>,
) -> impl IntoView {
    let close = Callback::new(move |()| asked.set(None));
    move || {
        asked.get().map(|(title, view)| {
            view! {
                <Dialog label=title class="desk-dialog" headed=true close>
                    <div class="desk-dialog__body" tabindex="0"><Why view /></div>
                </Dialog>
            }
        })
    }
}

/// The same for a working that comes as text, with what it is the working of.
#[component]
pub(crate) fn WhyTextOver(
    /// What is read, with its name.
    asked: RwSignal<Option<(String, String)>>,
) -> impl IntoView {
    let close = Callback::new(move |()| asked.set(None));
    move || {
        asked.get().map(|(title, text)| {
            view! {
                <Dialog label=title class="desk-dialog" headed=true close>
                    <div class="desk-dialog__body" tabindex="0">
                        <p class="desk-words-kept desk-gap-below">{text.clone()}</p>
                        <CopyText text />
                    </div>
                </Dialog>
            }
        })
    }
}

/// The working as a piece of a page.
fn working(view: &WhyView) -> Html {
    let mut html = Html::default();
    let derivation = &view.derivation;
    html.tag("div", ["desk-answer"], |answer| answer.tag("b", ["desk-m"], |words| words.words(&derivation.conclusion)));
    html.tag("ol", ["desk-why"], |list| steps(list, derivation));
    for caution in &derivation.cautions {
        note(&mut html, "Check: ", caution);
    }
    if !derivation.would_change.is_empty() {
        note(&mut html, "Would change it: ", &sentences(&derivation.would_change));
    }
    if let Some(settled_by) = &view.settled_by {
        note(&mut html, "Settled when ", &format!("{}.", settled_by.trim_end_matches('.')));
    }
    let rule = format!(
        "{}, {}. Source: {}.",
        derivation.rule,
        view.in_force.trim_end_matches('.'),
        derivation.source.trim_end_matches('.')
    );
    note(&mut html, "Rule: ", &rule);
    html
}

fn steps(list: &mut Html, derivation: &DerivationView) {
    for (name, value) in &derivation.inputs {
        step(list, "desk-why__step", name, None, Some(value));
    }
    for words in &derivation.steps {
        step(list, "desk-why__step", words, None, None);
    }
    if let Some((clause, words, source)) = &derivation.clause {
        let source = format!("This decides it. Clause {clause}, {source}");
        step(list, "desk-why__step desk-why__step--fired", words, Some(&source), None);
    }
}

/// A numbered step: what was asked or done, what it rests on, what came of it.
fn step(list: &mut Html, class: &'static str, asked: &str, rests_on: Option<&str>, answer: Option<&str>) {
    list.tag("li", [class], |line| {
        line.tag("span", ["desk-why__q"], |question| {
            question.words(asked);
            if let Some(source) = rests_on {
                question.tag("small", [""], |small| small.words(source));
            }
        });
        if let Some(answer) = answer {
            line.tag("span", ["desk-why__a"], |words| words.words(answer));
        }
    });
}

/// A line under the steps.
fn note(html: &mut Html, head: &'static str, words: &str) {
    html.tag("p", ["desk-src"], |line| {
        line.tag("b", [""], |bold| bold.words(head));
        line.words(words);
    });
}

/// Several things as sentences after each other.
fn sentences(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}.", line.trim_end_matches('.'))).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deciding_clause_is_marked_in_words_and_what_the_record_says_is_escaped() {
        let input = ("Conditional release date".to_owned(), "<b>19</b> September".to_owned());
        let derivation = DerivationView {
            rule: "Handover".into(),
            conclusion: "The prison is responsible until 1 March 2027.".to_owned(),
            inputs: vec![input],
            steps: vec!["Less 14 days".to_owned()],
            cautions: Vec::new(),
            clause: Some(("3.1".to_owned(), "Less 8 months".to_owned(), "Policy, 4.2".to_owned())),
            source: "Policy".into(),
            rule_set: "handover 1".to_owned(),
            would_change: vec!["a recall".to_owned()],
        };
        let in_force = "In force since 3 August 2026".to_owned();
        let text = working(&WhyView { derivation, in_force, settled_by: None, text: String::new() }).into_text();
        assert!(text.contains("&lt;b&gt;19&lt;/b&gt; September"), "{text}");
        assert!(text.contains("This decides it. Clause 3.1, Policy, 4.2"), "{text}");
        assert!(text.contains("a recall."), "{text}");
        assert_eq!(text.matches("<li").count(), 3);
    }
}
