//! Staff and their roles: the control log's business, done by administrators. What becomes of their devices is in `device` and `revoking`.

use std::collections::HashMap;

use api::{StaffMemberView, StaffView};
use casework::event::{CaseEvent, Deallocated, EndReason, Post};
use casework::{PrisonNumber, Right, london};
use crypto::Hash;
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::control::{Act, Recipient};
use ledger::membership::{Device, Member};
use ledger::sealing::{Newcomer, person, rotate, rotation};
use ledger::{Compartment, PrincipalId, Role, Roles, VersionVector};
use store::StoreError;

use crate::clock::{new_id, rng};
use crate::error::AppError;
use crate::session::Session;
use crate::sync::SignedIn;
use crate::sync::governing::{Decided, demand_server, govern};
use crate::sync::signed_in::{Alone, held, reading};

/// Longer than any name that a person signs with.
pub(crate) const MOST_LETTERS: usize = 100;

impl Session {
    /// Everybody of the unit, those who have left included.
    pub fn staff(&self) -> Vec<StaffView> {
        let membership = self.membership();
        let view = |member: &Member| StaffView {
            id: member.principal.to_string(),
            name: self.staff_name(member.principal),
            roles: member.roles().iter().map(|role| role.word().to_owned()).collect(),
            devices: membership.devices().iter().filter(|d| d.principal == member.principal && d.is_active()).count(),
        };
        membership.members().iter().map(view).collect()
    }

    /// The one member of staff with a name (in any capitals) or identifier.
    pub fn staff_named(&self, name: &str) -> Result<PrincipalId, AppError> {
        let wanted = store::name::plain(name);
        let found: Vec<&Member> = self
            .membership()
            .members()
            .iter()
            .filter(|member| {
                let called = !wanted.is_empty() && store::name::plain(&member.name) == wanted;
                called || member.principal.to_string() == name.trim()
            })
            .collect();
        match found.as_slice() {
            [one] => Ok(one.principal),
            [] => Err(AppError::input(
                format!("Nobody in this unit is called “{}”.", name.trim()),
                "See “staff list” for the names, or add the person first.",
            )),
            _ => Err(AppError::input(
                format!("More than one member of staff is called “{}”.", name.trim()),
                "Use the identifier that “staff list” shows.",
            )),
        }
    }

    /// Admits a member of staff.
    pub async fn add_staff(&mut self, name: &str, roles: Roles) -> Result<PrincipalId, AppError> {
        add_staff(&Alone::with(self), name, roles).await
    }

    /// The decision to do so, and under which identifier.
    async fn decides_to_add(&self, name: &str, roles: Roles) -> Result<(PrincipalId, Decided), AppError> {
        self.demand(Right::ManageStaff)?;
        let name = tidy(name);
        if name.is_empty() {
            return Err(AppError::input("The name is blank.", "Give the person's first and last name.").at("name"));
        }
        demand_short(&name).map_err(|error| error.at("name"))?;
        if roles.is_empty() {
            return Err(AppError::input("No role was given.", "Give at least one with --role.").at("roles"));
        }
        let taken =
            self.membership().members().iter().any(|m| store::name::plain(&m.name) == store::name::plain(&name));
        if taken {
            return Err(AppError::input(
                format!("Somebody called “{name}” is in this unit already."),
                "Change their roles instead, or add a middle initial to tell the two apart.",
            )
            .at("name"));
        }
        let principal = PrincipalId(new_id(self.now()));
        let newcomer = Newcomer { principal, name: &name, roles };
        let person = person(&mut rng(), self.membership(), self.record.ring(), &newcomer).map_err(StoreError::from)?;
        Ok((principal, self.decided(Act::AddMember(person)).await?))
    }

    /// Everybody of the unit with what they hold, those who have left included.
    pub async fn staff_and_cases(&self) -> Result<Vec<StaffMemberView>, AppError> {
        self.demand(Right::ManageStaff)?;
        let mut loads = Vec::new();
        for post in Post::ALL {
            loads.push((post, self.record.loads(post, false).await?));
        }
        let left = self.left_on().await?;
        let staff = self.staff().into_iter().zip(self.membership().members());
        Ok(staff
            .map(|(view, member)| StaffMemberView {
                id: view.id,
                name: view.name,
                roles: view.roles,
                computers: view.devices,
                cases: loads
                    .iter()
                    .filter_map(|(post, loads)| Some((*post, usize::try_from(*loads.get(&member.principal)?).ok()?)))
                    .collect(),
                left: left.get(&member.principal).filter(|_| member.roles().is_empty()).map(|day| day.to_string()),
            })
            .collect())
    }

    /// When somebody's last role was taken away, by what the control log says.
    async fn left_on(&self) -> Result<HashMap<PrincipalId, Date>, AppError> {
        let mut left = HashMap::new();
        for signed in self.record.control_log().await? {
            let entry = signed.entry().map_err(StoreError::from)?;
            match (entry.act, Timestamp::from_millisecond(entry.at)) {
                (Act::SetRoles { principal, roles, .. }, Ok(at)) if roles.is_empty() => {
                    left.entry(principal).or_insert_with(|| london::day(at));
                }
                (Act::SetRoles { principal, .. }, _) => {
                    left.remove(&principal);
                }
                _ => {}
            }
        }
        Ok(left)
    }

    /// Sets what somebody is; no role at all means that they have left. Whoever loses a compartment loses its future keys. Posts
    /// that take a role which they no longer have are ended, and nobody is put in their place; the reply says how many.
    pub async fn set_roles(&mut self, principal: PrincipalId, roles: Roles) -> Result<Vec<(Post, usize)>, AppError> {
        set_roles(&Alone::with(self), principal, roles).await
    }

    /// Ends the posts that somebody with these roles does not hold, each with its cases.
    async fn end_beyond(
        &mut self,
        principal: PrincipalId,
        roles: Roles,
    ) -> Result<Vec<(Post, Vec<PrisonNumber>)>, AppError> {
        let held = self.beyond(principal, roles).await?;
        if !held.is_empty() {
            let ended = held.iter().flat_map(|(post, cases)| cases.iter().map(|number| (*number, *post)));
            let ended = ended.map(|(number, post)| {
                let reason = EndReason::StaffStatusChange;
                let event = CaseEvent::Deallocated(Deallocated { post, staff: principal, reason, detail: None });
                (number, event)
            });
            self.write_cases(ended.collect(), |_| true).await?;
        }
        Ok(held)
    }

    /// The cases in which somebody holds a post that these roles do not let them hold.
    async fn beyond(&self, principal: PrincipalId, roles: Roles) -> Result<Vec<(Post, Vec<PrisonNumber>)>, AppError> {
        let mut held = Vec::new();
        for post in Post::ALL.into_iter().filter(|post| !roles.has(post.role())) {
            let cases = self.record.cases_of(post, principal).await?;
            if !cases.is_empty() {
                held.push((post, cases));
            }
        }
        Ok(held)
    }

    /// The decision to change somebody's roles, as it has to be now.
    async fn decides_on_roles(&self, principal: PrincipalId, roles: Roles) -> Result<Decided, AppError> {
        let membership = self.membership();
        if membership.member(principal).is_none() {
            return Err(AppError::input("This person is not in the unit.", "See “staff list” for who is."));
        }
        let frontier = self.record.frontier();
        let cutoffs: VersionVector = membership
            .devices()
            .iter()
            .filter(|device| device.principal == principal)
            .map(|device| (device.index, frontier.of(device.index)))
            .collect();
        // Whoever loses what is restricted may have another computer that was not given it in the first place.
        let stays = |device: &Device, of| device.principal != principal || device.is_given(of, roles);
        let lost = membership.lost_by(principal, roles);
        let rotations = rotate(&mut rng(), membership, self.record.ring(), lost, stays).map_err(StoreError::from)?;
        self.decided(Act::SetRoles { principal, roles, cutoffs, rotations: rotations.starts }).await
    }

    /// Whoever gains a compartment gets its keys with the next epoch, which their devices can open. What counts is what the devices
    /// lack: if this stops half-way, the same change of roles again completes it. Nothing, if they lack none.
    async fn decides_on_keys(&self, principal: PrincipalId) -> Result<Option<Decided>, AppError> {
        let gained: Vec<Compartment> = Compartment::ALL.into_iter().filter(|c| self.lacks_key(principal, *c)).collect();
        if gained.is_empty() {
            return Ok(None);
        }
        let (membership, ring) = (self.membership(), self.record.ring());
        let act = rotation(&mut rng(), membership, ring, gained, "a change of roles").map_err(StoreError::from)?;
        self.decided(act).await.map(Some)
    }

    /// Whether a device of somebody was not given the current key of a compartment that their roles need.
    fn lacks_key(&self, principal: PrincipalId, compartment: Compartment) -> bool {
        let membership = self.membership();
        let Some(epoch) = membership.current_epoch(compartment) else { return false };
        let given = |to: Hash| {
            let mut envelopes = membership.envelopes().iter();
            envelopes.any(|envelope| envelope.kid == epoch.kid && envelope.to == Recipient::Device(to))
        };
        membership.holders(compartment).any(|device| device.principal == principal && !given(device.id))
    }
}

/// Admits a member of staff.
pub(crate) async fn add_staff<S: SignedIn>(at: &S, name: &str, roles: Roles) -> Result<PrincipalId, AppError> {
    let (principal, decided) = reading(at).await?.decides_to_add(name, roles).await?;
    govern(at, decided).await?;
    Ok(principal)
}

/// Sets what somebody is. The posts that end with it end first, because an administrator can end their own; but not if the change itself would be
/// refused, here or because the server is not there.
pub(crate) async fn set_roles<S: SignedIn>(
    at: &S,
    principal: PrincipalId,
    roles: Roles,
) -> Result<Vec<(Post, usize)>, AppError> {
    let ends_posts = {
        let session = reading(at).await?;
        session.demand(Right::ManageStaff)?;
        session.decides_on_roles(principal, roles).await?;
        !session.beyond(principal, roles).await?.is_empty()
    };
    if ends_posts {
        demand_server(at).await?;
    }
    let (ended, decided) = {
        let mut session = held(at).await?;
        let ended = session.end_beyond(principal, roles).await?;
        (ended, session.decides_on_roles(principal, roles).await?)
    };
    govern(at, decided).await?;
    let keys = reading(at).await?.decides_on_keys(principal).await?;
    if let Some(decided) = keys {
        govern(at, decided).await?;
    }
    Ok(ended.into_iter().map(|(post, cases)| (post, cases.len())).collect())
}

/// A name as it is kept: nothing around it, one blank between its parts.
pub(crate) fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Refuses a name that is longer than anybody's.
pub(crate) fn demand_short(name: &str) -> Result<(), AppError> {
    if name.chars().count() <= MOST_LETTERS {
        return Ok(());
    }
    let message = format!("A name has at most {MOST_LETTERS} letters.");
    Err(AppError::input(message, "Shorten it: initials for middle names are enough."))
}

/// The roles that words name.
pub fn roles_from_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Roles, AppError> {
    let known = || Role::ALL.map(Role::word).join(", ");
    words
        .into_iter()
        .map(|word| {
            Role::from_word(word).ok_or_else(|| {
                AppError::input(format!("“{word}” is not a role."), format!("The roles are: {}.", known()))
            })
        })
        .collect()
}
