//! Coming into the unit: the server has the admission of a device that goes on from another one's record.

use ledger::SignedControl;
use ledger::wire::SignedHead;
use rand_core::CryptoRng;

use crate::error::StoreError;
use crate::record::Record;

impl Record {
    /// Goes on with the control log as the server has it, this device's admission in it. Where that stands elsewhere than here, what was written
    /// here is written again behind it. `signed`: the server's head, which names the end of that log.
    pub async fn comes_in<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        log: &[SignedControl],
        signed: &SignedHead,
    ) -> Result<(), StoreError> {
        let mut script = self.given(signed).await?.unwrap_or_default();
        script.add("DELETE FROM entering", Vec::new());
        let here = self.control_log().await?;
        match log.strip_prefix(here.as_slice()) {
            Some(new) => self.adopt(new, script).await?,
            None => self.rebase(rng, log, script).await?,
        }
        self.entering = None;
        self.tell_of(signed);
        Ok(())
    }
}
