//! The application itself: as it was written, or its form with the releases that would follow.

use api::{
    ApplicationForm, ApplicationView, ApplyForRelease, PreviewReleases, PreviewReleasesView, Problem, ReleaseChoices,
    ReleaseChoicesView, ReleaseStatus, ReleaseType, Right, Stage,
};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, OneOf, Radios, Sending, Words};
use crate::parts::{Failed, Opening};
use crate::route::Place;
use crate::screens::drafts::{self, CannotSave, KeptSign};
use crate::screens::rotl::application::{Beside, Doing, Open};
use crate::screens::rotl::draft;
use crate::screens::rotl::forms::{Group, Tick, fact, take_out, text};
use crate::screens::rotl::steps::apply_fields::{BY, Fields, no_place};
use crate::screens::rotl::steps::apply_pattern::When;
use crate::screens::rotl::steps::{beside, middle};
use crate::screens::rotl::words;

/// What would follow from the form, and the form from which it would.
type Preview = RwSignal<Option<(ApplicationForm, PreviewReleasesView)>>;

/// A new application for somebody.
#[component]
pub(in crate::screens::rotl) fn NewApplication(number: String) -> impl IntoView {
    let desk = Desk::here();
    let of = number.clone();
    let written = Callback::new(move |id: String| {
        desk.toast.show(desk.speak, "Recorded: the application");
        desk.route.swap(Place::application(of.clone(), id));
    });
    let cancel = Callback::new(move |()| desk.route.back());
    let preview: Preview = RwSignal::new(None);
    if !desk.person.may(Right::ApplyForRelease) {
        return view! {
            <div class="desk-empty">
                <h1 class="govuk-heading-l">"You may not write applications"</h1>
                <p>"A POM, a keyworker, a case administrator or the head of OM delivery writes them. Ask one of them."</p>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| desk.route.back()>"Back"</button>
            </div>
        }
        .into_any();
    }
    let file = number.clone();
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"New application for temporary release"</h1></div>
            <p class="desk-sub desk-settings__lead desk-num">{number.clone()}</p>
            <div class="moj-page-header-actions__actions">
                <button type="button" class="desk-link" on:click=move |_| desk.route.go(Place::case(file.clone()))>"Case file"</button>
            </div>
        </div>
        <div class="desk-split desk-split--side">
            {middle(Stage::Application, (), write(number, String::new(), None, preview, written, cancel))}
            <div class="desk-stack desk-scroll" tabindex="0" role="group" aria-label="What follows from the form"><Follows preview /></div>
        </div>
    }
    .into_any()
}

pub(super) fn stage(open: Open) -> AnyView {
    let preview: Preview = RwSignal::new(None);
    let writing = Memo::new(move |_| open.doing.get() == Doing::Write);
    let may_write = move || {
        let before = open.read(|view| matches!(view.status, ReleaseStatus::Applied | ReleaseStatus::Deferred));
        before && open.may(Right::ApplyForRelease) && !writing.get()
    };
    let again = move || {
        may_write().then(|| view! { <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.doing.set(Doing::Write)>"Write it again"</button> })
    };
    let inside = move || {
        if writing.get() {
            let (number, id) = open.ids();
            let start = untrack(|| open.get()).map(|view| view.form.clone());
            let written = Callback::new(move |_| open.recorded("Recorded: the application, written again"));
            write(number, id, start, preview, written, open.close())
        } else {
            open.show(as_written).into_any()
        }
    };
    let middle = middle(Stage::Application, again, inside.into_any());
    view! {
        {middle}
        <Beside open>
            {move || if writing.get() {
                view! { <Follows preview /> }.into_any()
            } else {
                open.show(|view| tier(open, view)).into_any()
            }}
        </Beside>
    }
    .into_any()
}

/// As it was last written.
fn as_written(view: &ApplicationView) -> AnyView {
    let [reason, purpose, escort, transport] = view.words.clone();
    let by = if view.form.by_prisoner { "The prisoner" } else { "Somebody for the prisoner" };
    let places = view.form.places.iter().map(|place| {
        let contact = [place.contact.as_str(), place.phone.as_str()].into_iter().filter(|text| !text.is_empty());
        let contact = contact.collect::<Vec<_>>().join(", ");
        let night = place.overnight.then_some(" Stays the night.");
        view! { <li><b>{place.name.clone()}</b>", "{place.address.clone()}". "{contact}{night}</li> }
    });
    let places = places.collect_view();
    view! {
        <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="stage-head">
            <dl class="govuk-summary-list">
                {fact("Type", words::kind(view.form.kind))}
                {fact("Reason", reason)}
                {fact("Lawful purpose", purpose)}
                {fact("What it is for", view! { <span class="desk-words-kept">{view.form.words.clone()}</span> })}
                {fact("Who asks", by)}
                {fact("When", view.pattern.clone())}
                {fact("Where", view! { <ul class="desk-plain desk-lines">{places}</ul> })}
                {fact("Who goes along", escort)}
                {fact("Transport", transport)}
            </dl>
        </div>
    }
    .into_any()
}

/// Standard or restricted, and why.
fn tier(open: Open, view: &ApplicationView) -> AnyView {
    let (why, title) = (view.tier_why.clone(), format!("{}, and why", words::tier(view.tier)));
    let inside = view! {
        <div class="desk-pane__body">
            <p>{view.tier_why.conclusion.clone()}</p>
            <p class="desk-muted">"Decided by: "{view.demanded.words().to_lowercase()}</p>
            <button type="button" class="desk-link desk-xs" on:click=move |_| open.why.set(Some((title.clone(), words::why(&why))))>"Working"</button>
        </div>
    };
    beside("tier-head", words::tier(view.tier), inside.into_any())
}

/// The form, once what it offers has come.
fn write(
    number: String,
    id: String,
    start: Option<ApplicationForm>,
    preview: Preview,
    written: Callback<String>,
    cancel: Callback<()>,
) -> AnyView {
    let choices = RwSignal::new(None::<Result<ReleaseChoicesView, Problem>>);
    let ask = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let answer = backend::call(ReleaseChoices {}).await;
            choices.try_set(Some(answer));
        });
    });
    ask.run(());
    let form = draft::form("apply", &id);
    (move || match choices.get() {
        None => view! { <Opening /> }.into_any(),
        Some(Err(problem)) => view! { <Failed problem again=ask /> }.into_any(),
        Some(Ok(choices)) => {
            let (number, id, start) = (number.clone(), id.clone(), start.clone());
            drafts::with_draft(form.clone(), number.clone(), move |kept: Option<ApplicationForm>| {
                let begun = kept.is_some();
                let fields = Fields::open(kept.as_ref().or(start.as_ref()));
                view! { <Write number=number.clone() id=id.clone() fields begun choices=choices.clone() preview written cancel /> }.into_any()
            })
        }
    })
    .into_any()
}

#[component]
fn Write(
    number: String,
    id: String,
    fields: Fields,
    begun: bool,
    choices: ReleaseChoicesView,
    preview: Preview,
    written: Callback<String>,
    cancel: Callback<()>,
) -> impl IntoView {
    let desk = Desk::here();
    let sending = Sending::new("apply");
    let journal = drafts::keep(&draft::form("apply", &id), &number, begun, move || {
        let form = fields.form();
        (form.words.clone(), form)
    });
    page::focus_soon("apply-kind");
    let of = (!id.is_empty()).then_some(id);
    let submit = Callback::new(move |()| {
        if sending.lacks(&fields.lacking()) {
            return;
        }
        let form = fields.form();
        // What follows is shown before it is recorded, and again if the form has changed since.
        if preview.with_untracked(|shown| shown.as_ref().is_none_or(|(of, _)| *of != form)) {
            show_what_follows(desk, sending, number.clone(), of.clone(), form, preview);
            return;
        }
        let call = ApplyForRelease { number: number.clone(), id: of.clone(), form };
        sending.send(call, move |id| {
            leptos::task::spawn_local(async move {
                journal.close().await;
                written.run(id);
            });
        });
    });
    let words_and_codes = |pairs: &[(String, String)]| {
        std::iter::once((String::new(), "Choose one".to_owned())).chain(pairs.iter().cloned()).collect::<Vec<_>>()
    };
    let kinds: Vec<_> = std::iter::once((String::new(), "Choose one".to_owned()))
        .chain(ReleaseType::ALL.iter().map(|kind| (words::place(ReleaseType::ALL, kind), words::kind(*kind))))
        .collect();
    let (purposes, escorts, transports) =
        (words_and_codes(&choices.purposes), words_and_codes(&choices.escorts), words_and_codes(&choices.transports));
    let reasons = Signal::derive(move || {
        let kind = fields.kind();
        let of_kind = choices.reasons.iter().find(|(of, _)| Some(*of) == kind).map(|(_, reasons)| reasons.as_slice());
        words_and_codes(of_kind.unwrap_or_default())
    });
    let by = BY.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    view! {
        <CannotSave journal words="apply-words" />
        <Form sending act="Show what follows, then record it" submit cancel>
            <p class="desk-row desk-xs"><KeptSign journal /></p>
            <OneOf id="apply-kind" label="Which type of release?" sending options=Signal::stored(kinds) value=fields.kind />
            <OneOf id="apply-reason" label="For which reason?" hint="The national list, by type" sending options=reasons value=fields.reason />
            <OneOf id="apply-purpose" label="Which lawful purpose does it serve?" sending options=Signal::stored(purposes) value=fields.purpose />
            <Words id="apply-words" label="What is it for?".to_owned() hint="In the prisoner's words or yours" sending value=fields.words />
            <Radios id="apply-by" legend="Who asks for it?" options=by sending value=fields.by />
            <When fields sending />
            <Places fields sending />
            <OneOf id="apply-escort" label="Who goes along?" sending options=Signal::stored(escorts) value=fields.escort />
            <OneOf id="apply-transport" label="How does the prisoner travel?" sending options=Signal::stored(transports) value=fields.transport />
            <p class="desk-xs desk-muted">"Until it is decided it can be written again. What was written before stays in the history."</p>
        </Form>
    }
}

/// Asks what would follow, and shows it.
fn show_what_follows(
    desk: Desk,
    sending: Sending,
    number: String,
    id: Option<String>,
    form: ApplicationForm,
    preview: Preview,
) {
    let of = form.clone();
    sending.send(PreviewReleases { number, id, form }, move |view| {
        let releases = counted(view.releases.len(), "release", "releases");
        desk.speak
            .say(format!("{releases} would follow. Nothing is recorded yet. Press Ctrl Enter again to record it"));
        preview.try_set(Some((of, view)));
        page::focus_soon("follows-head");
    });
}

/// Where the prisoner goes.
#[component]
fn Places(fields: Fields, sending: Sending) -> impl IntoView {
    let lines = fields.places;
    let more = move |_| {
        let line = lines.add(no_place());
        page::focus_soon(format!("apply-place-name-{line}"));
    };
    view! {
        <Group id="apply-places" legend="Where to?" hint="Each with its address and whom to ring" sending>
            <ol class="desk-plain">
                <For each=move || lines.numbers() key=|line| *line let(line)>
                    <li class="desk-rotl__line">
                        {text(lines, line, ("apply-place-name", "Name"), 1, |place| &mut place.name)}
                        {text(lines, line, ("apply-place-address", "Address"), 1, |place| &mut place.address)}
                        {text(lines, line, ("apply-place-contact", "Whom to ask for"), 1, |place| &mut place.contact)}
                        {text(lines, line, ("apply-place-phone", "Telephone"), 1, |place| &mut place.phone)}
                        <div class="govuk-checkboxes govuk-checkboxes--small">
                            <Tick id=format!("apply-place-overnight-{line}") label="Stays the night there"
                                value=Signal::derive(move || lines.read(line, |place| place.overnight))
                                ticked=Callback::new(move |on| lines.change(line, |place| place.overnight = on)) />
                        </div>
                        {take_out(lines, line, ("apply-places", "place"))}
                    </li>
                </For>
            </ol>
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=more>"Add a place"</button>
        </Group>
    }
}

/// The releases that would follow, with what to mind, before anything is recorded.
#[component]
fn Follows(preview: Preview) -> impl IntoView {
    move || {
        let inside = preview.with(|preview| match preview {
            None => view! { <p class="desk-case__none">"The releases that follow from the form are shown here before it is recorded, with what to mind: a clock change, a limit, another release at the same time."</p> }.into_any(),
            Some((_, view)) => follows(view),
        });
        view! {
            <section class="desk-pane desk-case__flat desk-pane--accent" aria-labelledby="follows-head">
                <div class="desk-pane__head"><h2 class="govuk-heading-s" id="follows-head" tabindex="-1">"What would follow"</h2></div>
                {inside}
            </section>
        }
    }
}

fn follows(view: &PreviewReleasesView) -> AnyView {
    let cautions = view
        .cautions
        .iter()
        .map(|caution| view! { <p class="desk-case__weigh desk-gap-below"><b>"Mind: "</b>{caution.clone()}</p> });
    let cautions = cautions.collect_view();
    let releases = view.releases.iter().map(|(out, back)| {
        view! { <li class="desk-line desk-num">{words::moment(out)}" to "{words::moment(back)}</li> }
    });
    let releases = releases.collect_view();
    view! {
        <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="follows-head">
            <p><b>{counted(view.releases.len(), "release", "releases")}</b>", "{words::tier(view.tier).to_lowercase()}</p>
            {cautions}
            <ol class="desk-plain">{releases}</ol>
            <p class="desk-src">"Nothing is recorded yet. Press the button again to record it."</p>
        </div>
    }
    .into_any()
}
