//! What is wrong with a form: all of it in a summary at its top, and each above its field.

use api::{Code, Problem};
use leptos::prelude::*;

use crate::page;

/// What is wrong with a form. A problem's field is the identifier of its field on the page.
#[derive(Clone, Copy)]
pub(crate) struct Errors(RwSignal<Vec<Problem>>);

impl Errors {
    /// Nothing.
    pub(crate) fn none() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Nothing any more.
    pub(crate) fn clear(self) {
        self.0.try_set(Vec::new());
    }

    /// Shows what is wrong, and says whether anything is.
    pub(crate) fn show(self, problems: Vec<Problem>) -> bool {
        let any = !problems.is_empty();
        self.0.try_set(problems);
        any
    }

    /// Shows one thing that is wrong.
    pub(crate) fn show_one(self, problem: Problem) {
        self.show(vec![problem]);
    }

    /// What stands above a field.
    pub(crate) fn of(self, field: impl Into<String>) -> Signal<Option<String>> {
        let field = field.into();
        Signal::derive(move || {
            self.0.with(|problems| problems.iter().find(|problem| problem.field.as_ref() == Some(&field)).map(in_one))
        })
    }

    /// Whether anything is wrong with a field.
    pub(crate) fn at(self, field: impl Into<String>) -> Signal<bool> {
        let of = self.of(field);
        Signal::derive(move || of.with(Option::is_some))
    }
}

/// Something that was not given, or not as it has to be.
pub(crate) fn missing(field: &str, message: &str) -> Problem {
    Problem { field: Some(field.to_owned()), ..Problem::new(Code::Input, message, "") }
}

/// What happened and what to do, without the full stop at the end.
pub(crate) fn in_one(problem: &Problem) -> String {
    let (message, remedy) = (problem.message.trim_end_matches('.'), problem.remedy.trim_end_matches('.'));
    if remedy.is_empty() { message.to_owned() } else { format!("{message}. {remedy}") }
}

/// The summary at the top of a form: each problem with a link to its field. It takes focus whenever it is shown anew.
#[component]
pub(crate) fn ErrorSummary(
    /// What is wrong.
    errors: Errors,
) -> impl IntoView {
    Effect::new(move |_| {
        if errors.0.with(|problems| !problems.is_empty()) {
            page::focus_soon("error-summary");
        }
    });
    move || {
        let problems = errors.0.get();
        (!problems.is_empty()).then(|| {
            view! {
                <div class="govuk-error-summary desk-gap-below" id="error-summary" tabindex="-1" role="alert">
                    <h2 class="govuk-error-summary__title">"There is a problem"</h2>
                    <ul class="govuk-error-summary__list">{problems.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}

fn line(problem: Problem) -> AnyView {
    let words = in_one(&problem);
    match problem.field {
        Some(field) => {
            let to = field.clone();
            let go = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                page::focus(&to);
            };
            view! { <li><a href=format!("#{field}") on:click=go>{words}</a></li> }.into_any()
        }
        None => view! { <li>{words}</li> }.into_any(),
    }
}
