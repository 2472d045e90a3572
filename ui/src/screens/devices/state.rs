//! The unit's computers as they have come, and what is being done about one of them.

use std::sync::Arc;

use api::{
    DeviceView, Devices, EntrustDevice, Held, KeptApart, KeptApartView, Keys, KeysView, LateEntries, LateEntryView,
    Problem, Staff, StaffView,
};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::grid;
use crate::page;
use crate::parts::{clear, in_one, in_order};
use crate::screens::devices::list::TABLE;

/// Why a batch is kept apart that belongs to one of two histories: it is shown with them.
const FORKED: &str = "forked";

/// A computer that nothing was heard of for so many days needs a look.
const SILENT: i64 = 14;

/// Which computers the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Those in use.
    InUse,
    /// Of them, those of which nothing was heard for a while.
    Silent,
    /// Those that were revoked.
    Revoked,
}

impl Shown {
    /// In the order of their chips.
    pub(super) const ALL: [Self; 3] = [Self::InUse, Self::Silent, Self::Revoked];

    /// What its chip says.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::InUse => "In use",
            Self::Silent => "Silent 14 days or more",
            Self::Revoked => "Revoked",
        }
    }

    fn has(self, device: &DeviceView, today: &str) -> bool {
        match self {
            Self::InUse => device.ended.is_none(),
            Self::Silent => silent(device, today).is_some(),
            Self::Revoked => device.ended.is_some(),
        }
    }
}

/// What the pane beside the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// The current computer.
    Reading,
    /// A computer that asks to join is admitted.
    Admitting,
    /// What is kept apart is looked through.
    Apart,
    /// New keys begin.
    Renewing,
}

/// The unit's computers.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) desk: Desk,
    /// Whether anything has come yet.
    pub(super) answered: RwSignal<bool>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// Which the list shows.
    pub(super) shown: RwSignal<Shown>,
    /// Letters of a name or of a computer.
    pub(super) text: RwSignal<String>,
    /// The rows of the list.
    pub(super) rows: Memo<Vec<Arc<DeviceView>>>,
    /// The list.
    pub(super) grid: grid::State,
    /// What the pane beside it shows.
    pub(super) doing: RwSignal<Doing>,
    /// The computer that is about to be revoked.
    pub(super) revoking: RwSignal<Option<Arc<DeviceView>>>,
    /// What revoked computers wrote too late, oldest first.
    pub(super) late: RwSignal<Vec<LateEntryView>>,
    /// What else is kept apart, as far as it has come: the server is asked too.
    pub(super) apart: RwSignal<KeptApartView>,
    /// How old the keys are.
    pub(super) keys: RwSignal<Option<KeysView>>,
    /// Everybody of the unit.
    pub(super) staff: RwSignal<Vec<StaffView>>,
    devices: RwSignal<Vec<Arc<DeviceView>>>,
}

impl State {
    /// Asks which there are.
    pub(super) fn open(desk: Desk) -> Self {
        let devices = RwSignal::new(Vec::<Arc<DeviceView>>::new());
        let (shown, text) = (RwSignal::new(Shown::InUse), RwSignal::new(String::new()));
        let today = desk.person.today();
        let rows = Memo::new(move |_| {
            let (shown, wanted) = (shown.get(), text.get().trim().to_lowercase());
            let fits = |device: &&Arc<DeviceView>| shown.has(device, &today) && is_called(device, &wanted);
            devices.with(|devices| devices.iter().filter(fits).cloned().collect::<Vec<_>>())
        });
        let total = RwSignal::new(0);
        Effect::new(move |_| total.set(rows.with(|rows| u32::try_from(rows.len()).unwrap_or(u32::MAX))));
        let state = Self {
            desk,
            answered: RwSignal::new(false),
            problem: RwSignal::new(None),
            shown,
            text,
            rows,
            grid: grid::State::new(total),
            doing: RwSignal::new(Doing::Reading),
            revoking: RwSignal::new(None),
            late: RwSignal::new(Vec::new()),
            apart: RwSignal::new(KeptApartView::default()),
            keys: RwSignal::new(None),
            staff: RwSignal::new(Vec::new()),
            devices,
        };
        state.ask();
        state
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn ask(self) {
        clear(self.problem);
        leptos::task::spawn_local(async move {
            match read().await {
                Ok((mut devices, staff, late, keys)) => {
                    in_order(&mut devices, |device| (device.name.to_lowercase(), device.admitted.clone()));
                    self.staff.try_set(staff);
                    self.late.try_set(late);
                    self.keys.try_set(Some(keys));
                    if self.devices.try_set(devices.into_iter().map(Arc::new).collect()).is_none() {
                        self.answered.set(true);
                        grid::take_focus(TABLE, self.grid);
                    }
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
        // A server that does not answer keeps nobody from the list.
        leptos::task::spawn_local(async move {
            if let Ok(apart) = backend::call(KeptApart {}).await {
                self.apart.try_set(apart);
            }
        });
    }

    /// How many entries and histories wait for somebody to decide, or to do something about them.
    pub(super) fn to_look_at(self) -> usize {
        let waits = |apart: &KeptApartView| {
            apart.forks.len() + apart.batches.iter().filter(|batch| !batch.decided && batch.reason != FORKED).count()
        };
        self.late.with(Vec::len) + self.apart.with(waits)
    }

    /// Something was recorded: says so, and reads again.
    pub(super) fn recorded(self, words: String) {
        self.desk.toast.show(self.desk.speak, words);
        self.ask();
    }

    /// Back from a form to the list.
    pub(super) fn read(self) {
        self.doing.set(Doing::Reading);
        page::focus_soon(format!("{TABLE}-{}", self.grid.current.get_untracked()));
    }

    /// Shows others.
    pub(super) fn show(self, shown: Shown) {
        self.shown.set(shown);
        self.grid.to_top();
    }

    /// How many there are.
    pub(super) fn count(self, shown: Shown) -> usize {
        let today = self.desk.person.today();
        self.devices.with(|devices| devices.iter().filter(|device| shown.has(device, &today)).count())
    }

    /// The computer of a row.
    pub(super) fn row(self, index: u32) -> Option<Arc<DeviceView>> {
        self.rows.with(|rows| rows.get(usize::try_from(index).ok()?).cloned())
    }

    /// The current one.
    pub(super) fn current(self) -> Option<Arc<DeviceView>> {
        self.row(self.grid.current.get())
    }

    /// Opens something beside the list, unless a form is open there: what is typed in it is not thrown away by a key.
    pub(super) fn begin(self, doing: Doing) {
        if self.doing.get_untracked() == Doing::Reading {
            self.doing.set(doing);
        }
    }

    /// Begins to revoke the current one, where that can be done here.
    pub(super) fn revoke(self) {
        let current = untrack(|| self.current()).filter(|device| can_be_revoked(device));
        if current.is_some() {
            self.revoking.set(current);
        }
    }

    /// Gives a computer the keys of what is restricted, or withholds them from now on.
    pub(super) fn entrust(self, device: &DeviceView, restricted: bool) {
        let called = computer(device);
        let said =
            if restricted { format!("Given restricted: {called}") } else { format!("Restricted withheld: {called}") };
        let request = EntrustDevice { device: device.id.clone(), restricted };
        leptos::task::spawn_local(async move {
            match backend::call(request).await {
                Ok(()) => self.recorded(said),
                Err(problem) => {
                    self.desk.failed(&problem);
                    self.desk.toast.show_only(in_one(&problem));
                }
            }
        });
    }

    /// The roles of somebody, by their words.
    pub(super) fn roles(self, owner: &str) -> Vec<String> {
        self.staff.with(|staff| {
            staff.iter().find(|member| member.id == owner).map(|member| member.roles.clone()).unwrap_or_default()
        })
    }
}

/// All that the screen shows.
async fn read() -> Result<(Vec<DeviceView>, Vec<StaffView>, Vec<LateEntryView>, KeysView), Problem> {
    let devices = backend::call(Devices {}).await?;
    let staff = backend::call(Staff {}).await?;
    let late = backend::call(LateEntries {}).await?;
    let keys = backend::call(Keys {}).await?;
    Ok((devices, staff, late, keys))
}

/// The one that somebody uses is revoked at another.
pub(super) fn can_be_revoked(device: &DeviceView) -> bool {
    device.ended.is_none() && !device.here
}

/// What a computer is called.
pub(super) fn computer(device: &DeviceView) -> String {
    device.computer.clone().unwrap_or_else(|| "Computer with no name".to_owned())
}

/// What a computer may hold, in short.
pub(super) const fn holds(device: &DeviceView) -> &'static str {
    match device.restricted {
        Held::Given | Held::Administrator => "General and restricted",
        Held::Withheld | Held::NotTheirs | Held::Foreseen => "General only",
    }
}

/// For how many days nothing was heard of a computer in use, where that is long.
pub(super) fn silent(device: &DeviceView, today: &str) -> Option<i64> {
    if device.here || device.ended.is_some() {
        return None;
    }
    let heard = device.last_entry.as_deref().unwrap_or(&device.admitted);
    dates::days_ago(heard, today).filter(|days| *days >= SILENT)
}

fn is_called(device: &DeviceView, wanted: &str) -> bool {
    let computer = device.computer.as_deref().unwrap_or_default();
    device.name.to_lowercase().contains(wanted) || computer.to_lowercase().contains(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(last: Option<&str>) -> DeviceView {
        DeviceView {
            id: "ab12".to_owned(),
            owner: "1".to_owned(),
            name: "Ana Novak".to_owned(),
            computer: Some("WING-C-PC-02".to_owned()),
            admitted: "2026-12-30T09:00".to_owned(),
            admitted_by: None,
            last_entry: last.map(str::to_owned),
            ended: None,
            restricted: Held::NotTheirs,
            here: false,
        }
    }

    #[test]
    fn a_computer_of_which_nothing_was_heard_for_two_weeks_is_silent() {
        assert_eq!(silent(&device(Some("2026-12-20T11:14")), "2027-01-14"), Some(25));
        assert_eq!(silent(&device(Some("2027-01-01T11:14")), "2027-01-14"), None);
        assert_eq!(silent(&device(None), "2027-01-14"), Some(15), "it was admitted, and never wrote");
        let here = DeviceView { here: true, ..device(None) };
        assert_eq!(silent(&here, "2027-01-14"), None, "whoever reads this sits at it");
    }

    #[test]
    fn a_computer_is_found_by_its_name_and_by_whose_it_is() {
        assert!(
            is_called(&device(None), "wing-c") && is_called(&device(None), "novak") && is_called(&device(None), "")
        );
        assert!(!is_called(&device(None), "omu"));
    }
}
