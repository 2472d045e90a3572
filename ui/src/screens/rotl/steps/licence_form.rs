//! The form of a licence: conditions of the library by family, the suggested ones already in it, blanks in braces to fill, conditions of
//! one's own, exclusion zones, the number to ring, and who gets a copy.

use api::{Condition, IssueLicence, LicenceForm, Problem, ReleaseChoices, ReleaseChoicesView};
use leptos::prelude::*;

use crate::backend;
use crate::page;
use crate::parts::sending::{Form, Line, Sending, Words, empty, typed};
use crate::parts::{Failed, Kind, Opening, Sign};
use crate::screens::drafts::{self, CannotSave, KeptSign};
use crate::screens::rotl::application::Open;
use crate::screens::rotl::draft;
use crate::screens::rotl::forms::{Group, Lines, lines_of, take_out, text};
use crate::screens::rotl::steps::licence::has_blank;

/// Of one's own, where no family is known.
const OWN: &str = "Conditions of this licence alone";

fn own() -> Condition {
    Condition { code: None, words: String::new() }
}

/// The form, once the library has come; it begins with its draft, or with what is suggested.
pub(super) fn write(open: Open) -> AnyView {
    let choices = RwSignal::new(None::<Result<ReleaseChoicesView, Problem>>);
    let ask = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let answer = backend::call(ReleaseChoices {}).await;
            choices.try_set(Some(answer));
        });
    });
    ask.run(());
    (move || match choices.get() {
        None => view! { <Opening /> }.into_any(),
        Some(Err(problem)) => view! { <Failed problem again=ask /> }.into_any(),
        Some(Ok(choices)) => {
            let (number, id) = open.ids();
            drafts::with_draft(draft::form("licence", &id), number, move |kept: Option<LicenceForm>| {
                let begun = kept.is_some();
                let start = kept.unwrap_or_else(|| untrack(|| open.read(|view| view.draft_licence.clone())));
                view! { <Write open start begun library=choices.conditions.clone() /> }.into_any()
            })
        }
    })
    .into_any()
}

/// The families in the order of the library, then one's own.
fn families(library: &[(String, String, String)]) -> Vec<String> {
    let mut families: Vec<String> = Vec::new();
    for (_, family, _) in library {
        if !families.contains(family) {
            families.push(family.clone());
        }
    }
    families.push(OWN.to_owned());
    families
}

/// The family of a condition.
fn family(library: &[(String, String, String)], condition: &Condition) -> String {
    let known = condition.code.as_ref().and_then(|code| library.iter().find(|(own, ..)| own == code));
    known.map_or_else(|| OWN.to_owned(), |(_, family, _)| family.clone())
}

#[component]
fn Write(open: Open, start: LicenceForm, begun: bool, library: Vec<(String, String, String)>) -> impl IntoView {
    let sending = Sending::new("licence");
    let (number, id) = open.ids();
    let conditions = Lines::or_none(start.conditions);
    let phone = RwSignal::new(start.phone);
    let (zones, copies) = (RwSignal::new(start.exclusions.join("\n")), RwSignal::new(start.copies.join("\n")));
    let now = move || LicenceForm {
        conditions: conditions.plain(),
        exclusions: zones.with_untracked(|zones| lines_of(zones)),
        phone: typed(phone).unwrap_or_default(),
        copies: copies.with_untracked(|copies| lines_of(copies)),
    };
    let journal = drafts::keep(&draft::form("licence", &id), &number, begun, move || ("Licence".to_owned(), now()));
    page::focus_soon("licence-conditions");
    let submit = Callback::new(move |()| {
        let form = now();
        let worded = form.conditions.iter().any(|condition| !condition.words.trim().is_empty());
        let lacking = [
            (!worded, "conditions", "Choose at least one condition"),
            (
                form.conditions.iter().any(has_blank),
                "conditions",
                "Fill in what stands in braces: it is printed as it stands",
            ),
            (empty(phone), "phone", "Give the prison's number for day and night"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let (number, id) = open.ids();
        sending.send(IssueLicence { number, id, form }, move |version| {
            leptos::task::spawn_local(async move {
                journal.close().await;
                open.recorded(format!("Issued: version {version} of the licence"));
            });
        });
    });
    let mind = |caution: String| view! { <p class="desk-case__weigh desk-gap-below"><b>"Mind: "</b>{caution}</p> };
    let cautions = untrack(|| open.read(|view| view.licence_cautions.clone())).into_iter().map(mind).collect_view();
    let known = StoredValue::new(library);
    let groups = known.with_value(|library| families(library));
    let groups = groups.into_iter().enumerate().map(|(at, name)| group(conditions, known, at, name)).collect_view();
    view! {
        <CannotSave journal words="licence-exclusions" />
        <Form sending act="Issue the licence" submit cancel=open.close()>
            <p class="desk-row desk-xs"><KeptSign journal /></p>
            {cautions}
            <Group id="licence-conditions" legend="Conditions" hint="The suggested ones and the controls of the assessment are in it. Words can be changed for this prisoner" sending>
                {groups}
            </Group>
            <Words id="licence-exclusions" label="Where may the prisoner not go? (optional)".to_owned() hint="In words, one to a line" sending value=zones />
            <Line id="licence-phone" label="The prison's number, day and night" class="desk-w14" sending value=phone />
            <Words id="licence-copies" label="Who gets a copy?".to_owned() hint="One to a line" sending value=copies />
            <p class="desk-xs desk-muted">"A new version. Those before stay, and what changed is said beside each."</p>
        </Form>
    }
}

/// The conditions of a family, and those of the library that can be added to it.
fn group(
    conditions: Lines<Condition>,
    library: StoredValue<Vec<(String, String, String)>>,
    at: usize,
    name: String,
) -> AnyView {
    let (own_family, offered_in) = (name.clone(), name.clone());
    let is_own = name == OWN;
    let lines = Memo::new(move |_| {
        let of_family = |line: &u32| {
            let condition = conditions.read(*line, |condition| Some(condition.clone()));
            condition.is_some_and(|condition| library.with_value(|library| family(library, &condition)) == own_family)
        };
        conditions.numbers().into_iter().filter(of_family).collect::<Vec<u32>>()
    });
    let offered = move || {
        let taken: Vec<String> =
            conditions.numbers().into_iter().filter_map(|line| conditions.read(line, |one| one.code.clone())).collect();
        library.with_value(|library| {
            let rest = library.iter().filter(|(code, family, _)| *family == offered_in && !taken.contains(code));
            std::iter::once((String::new(), "Add a condition…".to_owned()))
                .chain(rest.map(|(code, _, words)| (code.clone(), words.clone())))
                .collect::<Vec<_>>()
        })
    };
    let add = move |event| {
        let code = event_target_value(&event);
        let words = library
            .with_value(|library| library.iter().find(|(own, ..)| *own == code).map(|(.., words)| words.clone()));
        if let Some(words) = words {
            let line = conditions.add(Condition { code: Some(code), words });
            page::focus_soon(format!("licence-words-{line}"));
        }
    };
    let id = format!("licence-add-{at}");
    let more = move |_| {
        let line = conditions.add(own());
        page::focus_soon(format!("licence-words-{line}"));
    };
    let chooser = if is_own {
        view! { <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=more>"Add one of your own"</button> }.into_any()
    } else {
        let label = format!("Add a condition: {name}");
        view! {
            <label class="govuk-visually-hidden" for=id.clone()>{label}</label>
            <select class="govuk-select desk-case__full" id=id prop:value=move || {
                conditions.numbers();
                String::new()
            } on:change=add>
                {move || offered().into_iter().map(|(code, words)| view! { <option value=code>{words}</option> }).collect_view()}
            </select>
        }
        .into_any()
    };
    let title = name.clone();
    view! {
        <section class="desk-gap-below" aria-label=name>
            <h3 class="govuk-heading-s">{title}</h3>
            <ol class="desk-plain">
                <For each=move || lines.get() key=|line| *line let(line)>
                    <li class="desk-rotl__line">
                        {text(conditions, line, ("licence-words", "Condition"), 2, |condition| &mut condition.words)}
                        {move || conditions.read(line, has_blank).then(|| view! { <Sign kind=Kind::Late>"A blank in braces is to be filled in"</Sign> })}
                        {take_out(conditions, line, ("licence-conditions", "condition"))}
                    </li>
                </For>
            </ol>
            {chooser}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_stand_by_family_and_ones_own_come_last() {
        let of = |code: &str, family: &str| (code.to_owned(), family.to_owned(), format!("Words of {code}."));
        let library = [of("A1", "Conduct"), of("B1", "Contact"), of("A2", "Conduct")];
        assert_eq!(families(&library), ["Conduct", "Contact", OWN]);
        let condition = |code: Option<&str>| Condition { code: code.map(str::to_owned), words: String::new() };
        assert_eq!(family(&library, &condition(Some("A2"))), "Conduct");
        assert_eq!(family(&library, &condition(None)), OWN);
        assert!(has_blank(&Condition { code: None, words: "Keep out of {place}.".to_owned() }));
    }
}
