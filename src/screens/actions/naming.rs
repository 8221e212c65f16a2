//! Actions by their places in the table and by their names: a tracker and a number.

use super::{Name, State};
use crate::base::id::{ActionId, TrackerId};
use crate::domain::actions::{Listed, Place};
use crate::domain::tracker::Tracker;
use std::collections::HashMap;

impl State {
    /// Where an action is in the files, by its number.
    pub(super) fn place_of(&self, tracker: &TrackerId, id: &ActionId) -> Option<Place> {
        let (number, tracker) =
            self.workspace.trackers.values().enumerate().find(|(_, one)| &one.id == tracker)?;
        let at = tracker.all().position(|action| &action.id == id)?;
        Some(Place { tracker: u32::try_from(number).ok()?, at: u32::try_from(at).ok()? })
    }

    /// The action at a place of the table.
    pub(super) fn at(&self, index: usize) -> Option<Listed<'_>> {
        let place = self.found.places.get(index)?;
        let tracker: &Tracker = self.workspace.trackers.values().nth(place.tracker as usize)?;
        let at = place.at as usize;
        tracker.nth(at).map(|action| Listed { tracker, action, at })
    }

    /// An action by its name.
    pub(super) fn named(&self, (tracker, id): &Name) -> Option<Listed<'_>> {
        let tracker = self.workspace.trackers.get(tracker)?;
        let (at, action) = tracker.all().enumerate().find(|(_, action)| &action.id == id)?;
        Some(Listed { tracker, action, at })
    }

    /// Actions by their names, each tracker gone through once however many are asked for.
    pub(super) fn each_named<'n>(
        &self,
        names: impl IntoIterator<Item = &'n Name>,
    ) -> impl Iterator<Item = (&'n Name, Option<Listed<'_>>)> {
        let mut by_id: HashMap<&TrackerId, HashMap<&ActionId, usize>> = HashMap::new();
        names.into_iter().map(move |name| {
            let Some((id, tracker)) = self.workspace.trackers.get_key_value(&name.0) else {
                return (name, None);
            };
            let places = by_id.entry(id).or_insert_with(|| {
                let mut places = HashMap::new();
                for (at, action) in tracker.all().enumerate() {
                    // Of two with one id the first counts.
                    places.entry(&action.id).or_insert(at);
                }
                places
            });
            let found = places.get(&name.1).and_then(|at| Some((*at, tracker.nth(*at)?)));
            (name, found.map(|(at, action)| Listed { tracker, action, at }))
        })
    }
}
