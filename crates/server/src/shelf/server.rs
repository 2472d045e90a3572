//! What the server keeps of itself: its key, tokens, and that it was restored.

use crypto::Hash;
use ledger::UnitId;

use super::ShelfError;
use super::statement::Connection;

impl Connection<'_> {
    /// The public half of the server's key and, unless that is in a file, the secret one.
    pub(crate) async fn server_key(&mut self) -> Result<Option<(Vec<u8>, Vec<u8>)>, ShelfError> {
        let row = self.row("SELECT public, secret FROM server", &[]).await?;
        row.map(|row| Ok((row.bytes(0)?, row.bytes(1)?))).transpose()
    }

    /// Writes down the server's key, unless another process was faster.
    pub(crate) async fn set_server_key(&mut self, public: &[u8], secret: &[u8]) -> Result<(), ShelfError> {
        let sql = "INSERT INTO server (one, public, secret) VALUES (1, $1, $2) ON CONFLICT (one) DO NOTHING";
        self.change(sql, &[public.into(), secret.into()]).await?;
        Ok(())
    }

    /// Keeps the hash of a token.
    pub(crate) async fn keep_token(&mut self, hash: &Hash, uses: u32, until: i64) -> Result<(), ShelfError> {
        let sql = "INSERT INTO token (hash, uses, until) VALUES ($1, $2, $3)";
        self.change(sql, &[hash.into(), uses.into(), until.into()]).await?;
        Ok(())
    }

    /// Uses a token up by one; says whether there was one to use.
    pub(crate) async fn use_token(&mut self, hash: &Hash, now: i64) -> Result<bool, ShelfError> {
        let sql = "UPDATE token SET uses = uses - 1 WHERE hash = $1 AND uses > 0 AND until >= $2";
        Ok(self.change(sql, &[hash.into(), now.into()]).await? == 1)
    }

    /// Forgets tokens that are worth nothing any more.
    pub(crate) async fn forget_tokens(&mut self, now: i64) -> Result<(), ShelfError> {
        self.change("DELETE FROM token WHERE uses <= 0 OR until < $1", &[now.into()]).await?;
        Ok(())
    }

    /// Keeps a signed statement that a unit's log was restored.
    pub(crate) async fn keep_restoration(
        &mut self,
        unit: &UnitId,
        statement: &[u8],
        now: i64,
    ) -> Result<(), ShelfError> {
        let sql = "INSERT INTO restoration (unit, at, statement) VALUES ($1, $2, $3)";
        self.change(sql, &[unit.into(), now.into(), statement.into()]).await?;
        Ok(())
    }

    /// The statements of a unit, the oldest first.
    pub(crate) async fn restorations(&mut self, unit: &UnitId) -> Result<Vec<Vec<u8>>, ShelfError> {
        let sql = "SELECT statement FROM restoration WHERE unit = $1 ORDER BY at";
        self.rows(sql, &[unit.into()]).await?.iter().map(|row| row.bytes(0)).collect()
    }
}
