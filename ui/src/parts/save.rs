//! Saving what a list shows in a file that the person names.

use api::{Call, Code, FilePurpose};

use crate::backend;
use crate::desk::Desk;
use crate::figures::counted;

/// Asks where, and writes it there. `call`: what writes it into a file, and replies how many rows it has.
pub(crate) fn save<C: Call<Reply = u32>>(desk: Desk, name: &str, call: impl FnOnce(String) -> C + 'static) {
    let suggestion = Some(format!("{name}-{}.csv", desk.person.today()));
    leptos::task::spawn_local(async move {
        let chosen = backend::call(api::ChooseFiles { purpose: FilePurpose::Csv, suggestion }).await;
        let written = match chosen.map(|files| files.into_iter().next()) {
            Ok(None) => return,
            Ok(Some(file)) => backend::call(call(file)).await,
            Err(problem) => Err(problem),
        };
        match written {
            Ok(rows) => {
                let rows = counted(usize::try_from(rows).unwrap_or(0), "row", "rows");
                desk.toast.show(desk.speak, format!("{rows} saved in the file you chose"));
            }
            Err(problem) if problem.code == Code::Locked => {}
            Err(problem) => desk.failed(&problem),
        }
    });
}
