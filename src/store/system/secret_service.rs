//! Linux: the Secret Service on the session bus (GNOME Keyring, KWallet, KeePassXC).
//!
//! Used through the keyring family's `dbus-secret-service` itself, since its store crate waits for an unlock prompt without
//! end. Here everything ends: connecting after [`CONNECT`], a call after 2 s, a prompt after [`PROMPT_SECONDS`].

use super::{Entries, Keychain, failed, unavailable};
use crate::error::{Error, Result};
use crate::sync::Mutex;
use crate::system::dbus;
use crate::system::fork::PerProcess;
use dbus_secret_service::{Collection, EncryptionType, Error as ServiceError, Item, SecretService};
use std::collections::HashMap;
use std::sync::{Arc, Weak, mpsc};
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// For the bus to take us in, and the service to start where it has to.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the player may take to unlock the store.
const PROMPT_SECONDS: u64 = 60;
const CONTENT_TYPE: &str = "text/plain; charset=utf8";

pub(super) struct SecretServiceKeychain {
    service: String,
}

impl SecretServiceKeychain {
    pub(super) fn new(service: String) -> Self {
        Self { service }
    }
}

impl Keychain for SecretServiceKeychain {
    fn limit(&self) -> Option<usize> {
        None
    }

    fn connect(&self) -> Result<Box<dyn Entries + '_>> {
        Ok(Box::new(Conversation { service: &self.service, bus: connect_in_time()? }))
    }
}

/// Connects on a thread of its own: libdbus waits without end for a bus that accepts and then says nothing. While one such
/// thread hangs, no other is started.
fn connect_in_time() -> Result<SecretService> {
    static HANGING: PerProcess<Mutex<Weak<()>>> = PerProcess::new();
    let hanging = || HANGING.get().lock();
    if hanging().strong_count() > 0 {
        return Err(unavailable("the session bus does not answer"));
    }
    let (sender, answer) = mpsc::sync_channel(1);
    let alive = Arc::new(());
    let token = Arc::downgrade(&alive);
    let connecting = thread::Builder::new().name("kinpass-store".to_owned()).spawn(move || {
        let _alive = alive;
        dbus::leave_signals_alone();
        // Encrypted on the bus, which also keeps plain tokens out of buffers that nobody wipes.
        let bus = SecretService::connect_with_max_prompt_timeout(EncryptionType::Dh, PROMPT_SECONDS);
        // If nobody waits any more, the connection just closes.
        let _ = sender.send(bus);
    });
    connecting.map_err(failed)?;
    match answer.recv_timeout(CONNECT) {
        Ok(bus) => bus.map_err(unavailable),
        Err(_) => {
            *hanging() = token;
            Err(unavailable("the session bus does not answer"))
        }
    }
}

struct Conversation<'a> {
    service: &'a str,
    bus: SecretService,
}

impl Conversation<'_> {
    /// The attributes that the whole keyring family files entries under.
    fn attributes<'b>(&'b self, name: &'b str) -> HashMap<&'b str, &'b str> {
        HashMap::from([("service", self.service), ("username", name)])
    }

    /// The items of that name, unlocked, the one that was changed last first. There is one, unless others interfered.
    fn find(&self, name: &str) -> Result<Vec<Item<'_>>> {
        let found = self.bus.search_items(self.attributes(name)).map_err(error)?;
        if !found.locked.is_empty() {
            self.bus.unlock_all(&found.locked.iter().collect::<Vec<_>>()).map_err(error)?;
        }
        let mut items: Vec<_> = found.unlocked.into_iter().chain(found.locked).collect();
        if items.len() > 1 {
            items.sort_by_cached_key(|item| std::cmp::Reverse(item.get_modified().unwrap_or(0)));
        }
        Ok(items)
    }

    /// The collection for new items; made, with the player's consent, if there is none.
    fn collection(&self) -> Result<Collection<'_>> {
        let collection = match self.bus.get_default_collection() {
            Err(ServiceError::NoResult) => self.bus.create_collection("Default", "default"),
            found => found,
        };
        let collection = collection.map_err(error)?;
        collection.ensure_unlocked().map_err(error)?;
        Ok(collection)
    }
}

impl Entries for Conversation<'_> {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let items = self.find(name)?;
        items.first().map(|item| item.get_secret().map(Zeroizing::new).map_err(error)).transpose()
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<()> {
        match self.find(name)?.first() {
            Some(item) => item.set_secret(value, CONTENT_TYPE).map_err(error),
            None => {
                let label = format!("{} ({name})", self.service);
                let collection = self.collection()?;
                let made = collection.create_item(&label, self.attributes(name), value, true, CONTENT_TYPE);
                made.map(drop).map_err(error)
            }
        }
    }

    fn delete(&self, name: &str) -> Result<()> {
        self.find(name)?.iter().try_for_each(|item| item.delete().map_err(error))
    }
}

fn error(error: ServiceError) -> Error {
    match &error {
        ServiceError::Locked | ServiceError::Prompt | ServiceError::NoResult | ServiceError::Unavailable => {
            unavailable(error)
        }
        ServiceError::Dbus(bus) if is_away(bus.name().unwrap_or_default()) => unavailable(error),
        _ => failed(error),
    }
}

/// Whether a D-Bus error says that nobody can answer, not that an answer was bad.
fn is_away(name: &str) -> bool {
    const AWAY: [&str; 8] = [
        "org.freedesktop.DBus.Error.NoReply",
        "org.freedesktop.DBus.Error.Timeout",
        "org.freedesktop.DBus.Error.TimedOut",
        "org.freedesktop.DBus.Error.Disconnected",
        "org.freedesktop.DBus.Error.ServiceUnknown",
        "org.freedesktop.DBus.Error.NameHasNoOwner",
        "org.freedesktop.DBus.Error.AccessDenied",
        "org.freedesktop.Secret.Error.IsLocked",
    ];
    AWAY.contains(&name)
}
