//! The topics of the plan, section by section: of each where it stands, what there is to say of it, who sees to it and by when; and of which
//! nothing is recorded. A topic of which there can be several has a row for each of them beneath it.

use api::{Many, PlanOwner, PlanView, Section, Topic, TopicView};
use leptos::prelude::*;

use crate::dates;
use crate::icons::{Icon, Shape};
use crate::parts::Sign;
use crate::screens::case::plan::state::{About, Doing, Plan};
use crate::screens::case::plan::words;

/// How wide each column is.
const COLUMNS: [&str; 5] = ["desk-plan__topic", "desk-plan__state", "", "desk-plan__who", "desk-plan__stated"];
/// What stands over the columns of the pathways.
const OF_PATHWAYS: [&str; 5] = ["Pathway", "Status", "What is needed", "Who, by when", "Stated"];
/// The same of the other sections, which have them for screen readers only.
const OF_TOPICS: [&str; 5] = ["Topic", "State", "What is known", "Who, by when", "Stated"];

/// The sections that have topics: the pathways first, then in the order of the pack.
pub(super) fn sections() -> impl Iterator<Item = Section> {
    let has_topics = |section: &Section| Topic::ALL.iter().any(|topic| topic.section() == *section);
    let others = Section::ALL.into_iter().filter(|section| *section != Section::Pathways);
    std::iter::once(Section::Pathways).chain(others).filter(has_topics)
}

/// The heading of a section.
pub(super) fn head(section: Section) -> String {
    format!("plan-section-{}", section.number())
}

/// A section with its topics.
pub(super) fn section(plan: Plan, view: &PlanView, section: Section) -> AnyView {
    let id = head(section);
    let (class, heads) = match section {
        Section::Pathways => ("govuk-table__head", OF_PATHWAYS),
        _ => ("govuk-visually-hidden", OF_TOPICS),
    };
    let heads = heads.into_iter().zip(COLUMNS);
    let heads =
        heads.map(|(head, class)| view! { <th scope="col" class=format!("govuk-table__header {class}")>{head}</th> });
    let rows = plan.topics(section).map(|topic| rows(plan, view, topic)).collect_view();
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby=id.clone()>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=id.clone() tabindex="-1">{section.title()}</h2></div>
            <div class="desk-case__sideways">
                <table class="govuk-table desk-table desk-table--top desk-plan" aria-labelledby=id.clone()>
                    <thead class=class><tr>
                        {heads.collect_view()}
                        <th scope="col" class="govuk-table__header"><span class="govuk-visually-hidden">"Acts"</span></th>
                    </tr></thead>
                    <tbody class="govuk-table__body">{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// A topic, and beneath it those of its kind that have a name.
fn rows(plan: Plan, view: &PlanView, topic: Topic) -> AnyView {
    let of_topic = || view.topics.iter().filter(move |stated| stated.topic == topic);
    let first = match topic.many() {
        Many::Named => several(plan, topic, words::parts(view, topic)),
        Many::One | Many::Within => whole(plan, topic, of_topic().find(|stated| stated.about.is_none())),
    };
    let named = of_topic().filter_map(|stated| Some((stated, stated.about.clone()?)));
    let named = named.enumerate().map(|(at, (stated, name))| part(plan, stated, at, name)).collect_view();
    view! { {first}{named} }.into_any()
}

/// The topic as a whole.
fn whole(plan: Plan, topic: Topic, stated: Option<&TopicView>) -> AnyView {
    let doing = Doing::Topic(topic, About::Whole);
    let change = plan.may_state(topic).then(|| {
        let says = if stated.is_some() { "Change" } else { "Record" };
        act(plan, says, topic.words(), id(topic, "state"), doing.clone())
    });
    let add = (topic.many() == Many::Within && plan.may_state(topic)).then(|| add(plan, "Add a need", topic));
    let open = (stated.is_some() && topic.is_restricted())
        .then(|| act(plan, "Open", topic.words(), id(topic, "open"), Doing::Words(topic)));
    let acts = view! { {open}{change}{add} }.into_any();
    row(plan, topic.words().into_any(), false, cells(plan, stated, "Nothing recorded"), acts, doing)
}

/// A topic of which there can be several: how many there are, and one more.
fn several(plan: Plan, topic: Topic, count: usize) -> AnyView {
    let said = if count == 0 { "None recorded".to_owned() } else { format!("{count} recorded") };
    let cells = view! { <td class="govuk-table__cell desk-muted" colspan="4">{said}</td> }.into_any();
    let acts = plan.may_state(topic).then(|| add(plan, "Add", topic)).into_any();
    row(plan, topic.words().into_any(), false, cells, acts, Doing::Topic(topic, About::More))
}

/// One of several.
fn part(plan: Plan, stated: &TopicView, at: usize, name: String) -> AnyView {
    let topic = stated.topic;
    let full = words::name(topic, Some(&name));
    let doing = Doing::Topic(topic, About::Named(name.clone()));
    let change = plan.may_state(topic).then(|| act(plan, "Change", &full, id(topic, &at.to_string()), doing.clone()));
    let head = view! { <span class="govuk-visually-hidden">{topic.words()}": "</span>{name} }.into_any();
    row(plan, head, true, cells(plan, Some(stated), ""), change.into_any(), doing)
}

/// The identifier of a button of a topic.
fn id(topic: Topic, what: &str) -> String {
    format!("plan-topic-{}-{what}", topic as u8)
}

/// One more of several.
fn add(plan: Plan, says: &'static str, topic: Topic) -> AnyView {
    act(plan, says, topic.words(), id(topic, "add"), Doing::Topic(topic, About::More))
}

/// A button that opens the pane beside, or what takes the plan's place. `name` is what it is about.
pub(super) fn act(plan: Plan, says: &'static str, name: &str, id: String, doing: Doing) -> AnyView {
    let label = format!("{says}: {name}");
    let from = id.clone();
    view! {
        <button type="button" class="desk-link desk-xs" id=id aria-label=label on:click=move |_| plan.begin(doing.clone(), from.clone())>{says}</button>
    }
    .into_any()
}

/// A row; it is the current one while the pane beside is about it.
fn row(plan: Plan, head: AnyView, within: bool, cells: AnyView, acts: AnyView, doing: Doing) -> AnyView {
    let class = if within { "govuk-table__header desk-plan__within" } else { "govuk-table__header desk-plan__topic" };
    let current = move || plan.doing.with(|now| *now == doing);
    view! {
        <tr class="govuk-table__row" class=("is-current", current)>
            <th scope="row" class=class>{head}</th>
            {cells}
            <td class="govuk-table__cell desk-right"><span class="desk-case__acts">{acts}</span></td>
        </tr>
    }
    .into_any()
}

/// Where it stands, what there is to say of it, who sees to it and by when, and who stated that. `none`: what stands there otherwise.
fn cells(plan: Plan, stated: Option<&TopicView>, none: &'static str) -> AnyView {
    let Some(stated) = stated else {
        return view! { <td class="govuk-table__cell desk-muted" colspan="4">{none}</td> }.into_any();
    };
    let today = plan.file.today();
    let (kind, state) = (words::sign(stated.state), stated.state_words.clone());
    let on = stated.on.as_deref().map(|day| words::on(day, &today));
    let said = match &stated.words {
        Some(words) => words.clone().into_any(),
        None => view! { <span class="desk-muted"><Icon shape=Shape::Lock />" Restricted"</span> }.into_any(),
    };
    let due = words::due(stated, &today).map(|(kind, due)| match kind {
        Some(kind) => view! { <Sign kind>{due}</Sign> }.into_any(),
        None => due.into_any(),
    });
    view! {
        <td class="govuk-table__cell desk-plan__state"><Sign kind>{state}</Sign><span class="desk-case__second desk-xs desk-muted desk-num">{on}</span></td>
        <td class="govuk-table__cell desk-words-kept">{said}</td>
        <td class="govuk-table__cell desk-plan__who">{stated.owner.map(PlanOwner::words)}<span class="desk-case__second desk-xs desk-num">{due}</span></td>
        <td class="govuk-table__cell desk-plan__stated"><span class="desk-num">{dates::short(&stated.recorded)}</span><span class="desk-case__second desk-xs desk-muted">{stated.by.clone()}</span></td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pathways_come_first_and_no_section_is_without_topics() {
        let sections: Vec<Section> = sections().collect();
        assert_eq!(sections.first(), Some(&Section::Pathways));
        assert!(!sections.contains(&Section::Sentence) && !sections.contains(&Section::Actions));
        let all =
            sections.iter().flat_map(|section| Topic::ALL.iter().filter(move |topic| topic.section() == *section));
        assert_eq!(all.count(), Topic::ALL.len());
    }

    #[test]
    fn every_topic_has_buttons_of_its_own() {
        let ids: std::collections::BTreeSet<String> = Topic::ALL.iter().map(|topic| id(*topic, "add")).collect();
        assert_eq!(ids.len(), Topic::ALL.len());
    }
}
