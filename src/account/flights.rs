//! What is being done for the tree: one errand for each flight.

use super::tree::Flight;
use crate::client::Client;
use crate::errand::Errand;
use std::sync::Arc;

#[derive(Default)]
pub(super) struct Flights(Vec<Ongoing>);

pub(super) struct Ongoing {
    flight: Flight,
    errand: Arc<Errand>,
}

impl Flights {
    pub(super) fn begin(&mut self, flight: Flight) -> Arc<Errand> {
        let errand = Arc::<Errand>::default();
        self.0.push(Ongoing { flight, errand: errand.clone() });
        errand
    }

    pub(super) fn end(&mut self, errand: &Arc<Errand>) {
        self.0.retain(|ongoing| !Arc::ptr_eq(&ongoing.errand, errand));
        if self.0.is_empty() {
            // An account at rest keeps no room for what it may do one day.
            self.0 = Vec::new();
        }
    }

    /// The newest one of that name: an older one belongs to a link that is gone.
    pub(super) fn find(&self, flight: &Flight) -> Option<Ongoing> {
        let ongoing = self.0.iter().rev().find(|ongoing| ongoing.flight == *flight)?;
        Some(Ongoing { flight: ongoing.flight.clone(), errand: ongoing.errand.clone() })
    }
}

impl IntoIterator for Flights {
    type Item = Ongoing;
    type IntoIter = std::vec::IntoIter<Ongoing>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Ongoing {
    /// Nobody waits for it any more. A refresh is brought to its end all the same: a pair that comes must not be lost.
    pub(super) fn stand_down(&self, client: &Client) {
        match self.flight {
            Flight::Refresh => client.step_aside(&self.errand),
            Flight::Exchange(_) | Flight::Session | Flight::Probe => client.abandon(&self.errand),
        }
    }
}
