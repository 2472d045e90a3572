//! Staff, roles and allocations.

use app::AppError;
use app::staff::roles_from_words;
use app::types::{EndReason, Post};
use serde_json::json;

use crate::args::{AllocateArgs, StaffCommand};
use crate::open::Opener;
use crate::output::{Failure, Out};

pub(crate) async fn allocate(opener: &Opener, out: &mut Out, args: AllocateArgs) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let wanted =
                [(Post::Pom, &args.pom), (Post::CoworkingPom, &args.coworking_pom), (Post::Keyworker, &args.keyworker)];
            if let Some(post) = &args.end {
                let post = post_from_word(post)?;
                session.deallocate(&args.number, post, EndReason::Manual, &args.reason).await?;
                out.answer(&json!({ "ended": post }))?;
                out.line(format!("Ended: {} of {}.", post.title(), args.number))?;
            }
            for (post, name) in wanted {
                let Some(name) = name else { continue };
                let staff = session.staff_named(name)?;
                let warnings = session.allocate(&args.number, post, staff, &args.reason).await?;
                out.answer(&json!({ "post": post, "staff": session.staff_name(staff), "warnings": warnings }))?;
                out.line(format!("{} is now {} of {}.", session.staff_name(staff), post.title(), args.number))?;
                for warning in warnings {
                    out.line(format!("Mind: {warning}"))?;
                }
            }
            Ok(())
        })
        .await
}

/// The post that a word names.
pub(crate) fn post_from_word(word: &str) -> Result<Post, AppError> {
    match word {
        "pom" => Ok(Post::Pom),
        "coworking-pom" => Ok(Post::CoworkingPom),
        "keyworker" => Ok(Post::Keyworker),
        _ => Err(AppError::input(format!("“{word}” is not a post."), "The posts are: pom, coworking-pom, keyworker.")),
    }
}

/// Whose cases have nobody now.
fn tell_ended(out: &mut Out, ended: &[(Post, usize)]) -> Result<(), Failure> {
    for (post, cases) in ended {
        let cases = if *cases == 1 { "1 case has".to_owned() } else { format!("{cases} cases have") };
        out.line(format!("{cases} no {} now.", post.title()))?;
    }
    Ok(())
}

pub(crate) async fn staff(opener: &Opener, out: &mut Out, command: StaffCommand) -> Result<(), Failure> {
    opener
        .with(async |session| {
            if !matches!(command, StaffCommand::List) {
                session.catch_up().await?;
            }
            match command {
                StaffCommand::List => {
                    let staff = session.staff();
                    out.answer(&staff)?;
                    for member in staff {
                        let roles = if member.roles.is_empty() { "left".to_owned() } else { member.roles.join(", ") };
                        out.line(format!("{:30} {:40} {}", member.name, roles, member.id))?;
                    }
                }
                StaffCommand::Add { name, role } => {
                    let roles = roles_from_words(role.iter().map(String::as_str))?;
                    let id = session.add_staff(&name, roles).await?;
                    out.answer(&json!({ "id": id.to_string() }))?;
                    out.line(format!("{} is now in the unit.", session.staff_name(id)))?;
                }
                StaffCommand::Role { name, role } => {
                    let roles = roles_from_words(role.iter().map(String::as_str))?;
                    let id = session.staff_named(&name)?;
                    let ended = session.set_roles(id, roles).await?;
                    out.answer(&json!({ "id": id.to_string(), "ended": ended }))?;
                    out.line(format!("{} is now {}.", session.staff_name(id), role.join(", ")))?;
                    tell_ended(out, &ended)?;
                }
                StaffCommand::Left { name, why } => {
                    let id = session.staff_named(&name)?;
                    let ended = session.leaves(id, why.as_deref()).await?;
                    out.answer(&json!({ "id": id.to_string(), "ended": ended }))?;
                    out.line(format!("{} has left: new keys are in force.", session.staff_name(id)))?;
                    tell_ended(out, &ended)?;
                }
            }
            Ok(())
        })
        .await
}
