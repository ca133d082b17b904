//! Where the host's redirect meets the sign-in that waits for it.

use crate::discord::authorize::Authorization;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::status::Status::*;
use crate::sync::Mutex;

/// Holds at most one sign-in that waits.
#[derive(Default)]
pub(crate) struct RedirectSlot(Mutex<Option<Awaited>>);

struct Awaited {
    authorization: Authorization,
    /// The code, or the page's refusal.
    came: Option<Result<Secret>>,
}

impl RedirectSlot {
    /// A sign-in begins to wait; the one before, if any, waits in vain.
    pub(crate) fn expect(&self, authorization: Authorization) {
        *self.0.lock() = Some(Awaited { authorization, came: None });
    }

    /// Hands over the host's redirect. One of another sign-in is refused, and the wait goes on.
    pub(super) fn deliver(&self, url: &str) -> Result<()> {
        let mut slot = self.0.lock();
        let Some(awaited) = &mut *slot else {
            return Err(Error::new(KINPASS_ERROR_INVALID_STATE, "account: no sign-in waits for a redirect"));
        };
        let query = url.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
        let came = awaited.authorization.read_redirect(query);
        if let Err(error) = &came
            && error.status == KINPASS_ERROR_STATE_MISMATCH
        {
            return Err(error.clone());
        }
        awaited.came = Some(came);
        Ok(())
    }

    /// What came for this authorization, once.
    pub(crate) fn collect(&self, authorization: &Authorization) -> Option<Result<Secret>> {
        let mut slot = self.0.lock();
        slot.as_mut().filter(|awaited| awaited.is_of(authorization))?.came.take()
    }

    /// The sign-in waits no longer.
    pub(crate) fn forget(&self, authorization: &Authorization) {
        self.0.lock().take_if(|awaited| awaited.is_of(authorization));
    }

    /// Nobody waits any more.
    pub(super) fn clear(&self) {
        *self.0.lock() = None;
    }
}

impl Awaited {
    fn is_of(&self, authorization: &Authorization) -> bool {
        self.authorization.state == authorization.state
    }
}
