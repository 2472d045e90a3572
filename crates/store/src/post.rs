//! Posts across the unit: who has nobody in one, how many cases each member of staff holds, and who held it before.

use std::collections::BTreeMap;

use casework::event::Post;
use casework::{Case, PrisonNumber};
use ledger::PrincipalId;
use sqlx::Row;

use crate::error::StoreError;
use crate::folding::read_case;
use crate::read::{hex, principal};
use crate::record::Record;

/// Somebody took or left a post of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostRow {
    /// Whose case.
    pub number: String,
    /// Who.
    pub staff: PrincipalId,
    /// Whether taken (otherwise left).
    pub taken: bool,
    /// When, milliseconds since 1970.
    pub occurred: i64,
}

/// The column of the caseload that says who holds a post.
const fn column(post: Post) -> &'static str {
    match post {
        Post::Pom => "pom",
        Post::CoworkingPom => "coworking_pom",
        Post::Keyworker => "keyworker",
    }
}

impl Record {
    /// Everybody held here for whom none of these members of staff holds the post, by name. Whoever is held for by somebody
    /// else, such as one who has left, is among them.
    pub async fn held_by_none_of(
        &self,
        post: Post,
        staff: &[PrincipalId],
    ) -> Result<Vec<(PrisonNumber, Case)>, StoreError> {
        let column = column(post);
        let statement = format!(
            "SELECT c.number, s.state, f.facts FROM caseload c JOIN case_state s USING (number) \
             LEFT JOIN case_facts f USING (number) \
             WHERE c.here = 1 AND (c.{column} IS NULL OR c.{column} NOT IN (SELECT unhex(value) FROM json_each(?))) \
             ORDER BY c.sort_name, c.number"
        );
        let known = serde_json::Value::from(staff.iter().map(|one| hex(one.0)).collect::<Vec<_>>()).to_string();
        let mut connection = self.reader().await?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(known).fetch_all(&mut *connection).await?;
        rows.iter()
            .map(|row| {
                let number: String = row.try_get(0)?;
                Ok((number.parse().map_err(|_| StoreError::Corrupt)?, read_case(row.try_get(1)?, row.try_get(2)?)?))
            })
            .collect()
    }

    /// The cases in which a member of staff holds a post, wherever the person is held.
    pub async fn cases_of(&self, post: Post, staff: PrincipalId) -> Result<Vec<PrisonNumber>, StoreError> {
        let statement = format!("SELECT number FROM caseload WHERE {} = ? ORDER BY sort_name, number", column(post));
        let mut connection = self.reader().await?;
        let numbers: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(statement))
            .bind(staff.0.as_bytes().to_vec())
            .fetch_all(&mut *connection)
            .await?;
        numbers.iter().map(|number| number.parse().map_err(|_| StoreError::Corrupt)).collect()
    }

    /// In how many cases each member of staff holds a post; of people held here only, if that is all that counts.
    pub async fn loads(&self, post: Post, only_here: bool) -> Result<BTreeMap<PrincipalId, u32>, StoreError> {
        let column = column(post);
        let here = if only_here { "here = 1 AND" } else { "" };
        let statement =
            format!("SELECT {column}, count(*) FROM caseload WHERE {here} {column} IS NOT NULL GROUP BY {column}");
        let mut connection = self.reader().await?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement)).fetch_all(&mut *connection).await?;
        rows.iter().map(|row| Ok((principal(row.try_get(0)?).ok_or(StoreError::Corrupt)?, row.try_get(1)?))).collect()
    }

    /// How many people are held here.
    pub async fn count_here(&self) -> Result<u32, StoreError> {
        let mut connection = self.reader().await?;
        Ok(sqlx::query_scalar("SELECT count(*) FROM caseload WHERE here = 1").fetch_one(&mut *connection).await?)
    }

    /// Who took and left a post of any case, in the order of the record.
    pub async fn post_history(&self, post: Post) -> Result<Vec<PostRow>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query(
            "SELECT number, staff, taken, occurred FROM allocation WHERE post = ? \
             ORDER BY lamport, device, seq, event, taken",
        )
        .bind(post.title())
        .fetch_all(&mut *connection)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(PostRow {
                    number: row.try_get(0)?,
                    staff: principal(row.try_get(1)?).ok_or(StoreError::Corrupt)?,
                    taken: row.try_get(2)?,
                    occurred: row.try_get(3)?,
                })
            })
            .collect()
    }
}
