//! An instance: what a client handle of the ABI names. A client, and the accounts that work with it.

use crate::account::{Account, AccountOptions, Accounts};
use crate::client::Client;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::events::Receiver;
use crate::log::Log;
use crate::operation::Operation;
use crate::sign_in;
use crate::status::Status;
use crate::sync::Deadline;
use std::sync::Arc;
use std::time::Duration;

const DEFAULT_DESTROY_TIMEOUT: Duration = Duration::from_secs(2);

pub(crate) struct Instance {
    client: Arc<Client>,
    accounts: Accounts,
}

impl Instance {
    pub(crate) fn new(slot: u64, config: Config, log: Log, listener: Option<Arc<dyn Receiver>>) -> Self {
        let client = Client::new(slot, config, log, listener);
        let accounts = Accounts::new(client.clone(), sign_in::task);
        Self { client, accounts }
    }

    pub(crate) fn client(&self) -> &Arc<Client> {
        &self.client
    }

    pub(crate) fn open_account(
        &self,
        options: AccountOptions,
        listener: impl FnOnce() -> Option<Arc<dyn Receiver>>,
    ) -> Result<u64> {
        self.accounts.open(options, listener)
    }

    pub(crate) fn account(&self, id: u64) -> Result<Arc<Account>> {
        self.accounts.get(id)
    }

    /// Looks at an account in its place, for what has to be quick; nothing of the host's may run within.
    pub(crate) fn look_at_account<T>(&self, id: u64, look: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
        self.accounts.look_at(id, look)
    }

    /// Closes an account and completes its operations. One that is started at the same time is completed by the account,
    /// which is closed, or here, where it is open.
    pub(crate) fn close_account(&self, id: u64) -> Result<()> {
        self.accounts.close_one(id)?;
        for operation in self.client.operations_of(Some(id)) {
            self.client.cancel(&operation);
        }
        Ok(())
    }

    pub(crate) fn cancel(&self, id: u64) -> Result<()> {
        let operation = self.client.operation(id).ok_or_else(Error::handle)?;
        self.cancel_operation(&operation);
        Ok(())
    }

    pub(crate) fn cancel_all(&self) {
        for operation in self.client.operations_of(None) {
            self.cancel_operation(&operation);
        }
    }

    fn cancel_operation(&self, operation: &Operation) {
        if self.client.cancel(operation)
            && let Ok(account) = self.accounts.get(operation.account())
        {
            account.forget(operation.id());
        }
    }

    /// Ends the client. The caller has removed the handle already.
    pub(crate) fn destroy(&self, timeout: Option<Duration>) -> Result<()> {
        let deadline = Deadline::after(timeout.unwrap_or(DEFAULT_DESTROY_TIMEOUT));
        self.client.close();
        // First: what has to be stored does not queue behind requests that nobody waits for any more.
        self.cancel_all();
        let stored = self.accounts.close(deadline);
        let returned = self.client.end(deadline);
        if stored && returned {
            Ok(())
        } else {
            Err(Error::new(Status::KINPASS_ERROR_TIMEOUT, "a function of the host has not returned"))
        }
    }
}
