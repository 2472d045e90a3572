//! Connecting the unit to a server, with the token that whoever runs it gives out; or saying where it has moved.

use api::{FilePurpose, Secret};
use leptos::prelude::*;

use crate::page;
use crate::parts::FileField;
use crate::parts::sending::{Form, Line, Sending, empty, typed};
use crate::screens::connection::state::State;

#[component]
pub(super) fn Connect(
    state: State,
    /// Whether the unit is connected already.
    moved: bool,
) -> impl IntoView {
    let sending = Sending::new("connect");
    let [server, token, authority] = [(); 3].map(|()| RwSignal::new(String::new()));
    page::focus_soon("connect-server");
    let cancel = Callback::new(move |()| state.leave());
    let submit = Callback::new(move |()| {
        let lacking = [
            (empty(server), "server", "Type the server's address"),
            (!moved && empty(token), "token", "Type the token that whoever runs the server gave you"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let call = api::Connect {
            server: typed(server).unwrap_or_default(),
            token: Secret(typed(token).unwrap_or_default()),
            authority: typed(authority),
        };
        sending.send(call, move |view| {
            // The token is used up.
            token.try_set(String::new());
            state.desk.standing.take(view);
            state.done("The unit is connected");
        });
    });
    let (act, token_hint) = if moved {
        ("Go on with this server", "Only where it is another server, at which the unit is not registered yet")
    } else {
        ("Connect the unit", "It can be used once. It is not kept")
    };
    view! {
        <Form sending act submit cancel>
            <Line id="connect-server" label="The server’s address" hint="Such as https://sync.example.org" class="desk-case__full" sending value=server />
            <Line id="connect-token" label=if moved { "Token (optional)" } else { "Token" } hint=token_hint class="desk-case__full" sending value=token />
            <FileField id="connect-authority" label="Certificate of its authority (optional)"
                hint="A PEM file, where the prison service vouches for its own servers. Without it, the authorities that this computer trusts"
                value=authority purpose=FilePurpose::Certificate errors=sending.errors />
            <p role="status" class="desk-xs desk-muted">{move || sending.is_busy().then_some("Connecting. This may take some seconds")}</p>
        </Form>
    }
}
