//! What posts are called, who may give them out, and who could hold them.

use api::{OfficerView, Post, Right, StaffView};

use crate::desk::Desk;
use crate::figures::counted;
use crate::parts::in_order;

/// What a post is called in lists.
pub(crate) const fn title(post: Post) -> &'static str {
    match post {
        Post::Pom => "POM",
        Post::CoworkingPom => "Co-working POM",
        Post::Keyworker => "Keyworker",
    }
}

/// The same within a sentence.
pub(crate) const fn in_text(post: Post) -> &'static str {
    match post {
        Post::Pom => "POM",
        Post::CoworkingPom => "co-working POM",
        Post::Keyworker => "keyworker",
    }
}

/// Whether the record suggests who takes it: a second POM is named for a reason.
pub(super) const fn suggests(post: Post) -> bool {
    !matches!(post, Post::CoworkingPom)
}

/// Whether this person gives out a post.
pub(crate) fn may_allocate(desk: Desk, post: Post) -> bool {
    desk.person.may(match post {
        Post::Pom | Post::CoworkingPom => Right::AllocatePom,
        Post::Keyworker => Right::AllocateKeyworker,
    })
}

/// Who could hold a post, by the role that it takes, to choose from.
pub(crate) fn able(staff: &[StaffView], post: Post) -> Vec<(String, String)> {
    let role = post.role().word();
    let able = staff.iter().filter(|member| member.roles.iter().any(|own| own == role));
    let mut able: Vec<(String, String)> = able.map(|member| (member.id.clone(), member.name.clone())).collect();
    in_order(&mut able, |one| one.1.clone());
    with_none(able)
}

/// The same with how many cases each has, lightest load first.
pub(super) fn with_loads(officers: &[OfficerView], room: Option<u32>) -> Vec<(String, String)> {
    let words = |officer: &OfficerView| match room {
        Some(room) => format!("{}: {} of {room}", officer.name, officer.load),
        None => format!("{}: {}", officer.name, cases(officer.load)),
    };
    with_none(officers.iter().map(|officer| (officer.id.clone(), words(officer))).collect())
}

/// “1 case”, “48 cases”.
pub(super) fn cases(count: u32) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), "case", "cases")
}

fn with_none(able: Vec<(String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), "Choose somebody".to_owned())).chain(able).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_the_role_can_be_chosen_by_name() {
        let member = |name: &str, role: &str| StaffView {
            id: name.to_lowercase(),
            name: name.to_owned(),
            roles: vec![role.to_owned()],
            devices: 0,
        };
        let staff = [member("Dilys", "pom"), member("Ben", "pom"), member("Carys", "keyworker")];
        let names = |post| able(&staff, post).into_iter().skip(1).map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names(Post::CoworkingPom), ["Ben", "Dilys"]);
        assert_eq!(names(Post::Keyworker), ["Carys"]);
    }
}
