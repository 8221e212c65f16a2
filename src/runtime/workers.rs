//! The workers that perform effects, each in order: one for the record, one for its copy beside the meeting, one for whole
//! files, and one that needs no disk and looks for actions among very many.

use super::Event;
use super::disk::{self, Files, Mirror, Recorder, Root, Work};
use super::place;
use crate::effect::{Effect, Reply};
use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// The workers, and how much they still have to do.
#[derive(Debug)]
pub struct Workers {
    record: Sender<Effect>,
    mirror: Sender<Effect>,
    files: Sender<Effect>,
    search: Sender<Effect>,
    waiting: usize,
}

impl Workers {
    /// Starts them; they answer every effect with `Event::Done`.
    pub fn start(root: &Root, own: Option<Root>, writer: String, events: &Sender<Event>) -> io::Result<Self> {
        let signature = writer.clone();
        let mut recorder = Recorder::new(root.clone(), own.clone(), writer);
        let mut mirror = Mirror::new(own.clone(), root.clone());
        let mirror = worker("mirror worker", events, move |effect| disk::mirror(&mut mirror, effect))?;
        let record = worker("record worker", events, move |effect| disk::record(&mut recorder, effect))?;
        let mut files = Files::new(root.clone()).signed(signature, place::user());
        let files =
            worker("file worker", events, move |effect| disk::files(&mut files, own.as_ref(), effect))?;
        let search = worker("search worker", events, found)?;
        Ok(Self { record, mirror, files, search, waiting: 0 })
    }

    /// Gives an effect to its worker.
    pub fn give(&mut self, effect: Effect) {
        let worker = match disk::work(&effect) {
            Some(Work::Record) => &self.record,
            Some(Work::Mirror) => &self.mirror,
            Some(Work::Files) => &self.files,
            None if matches!(effect, Effect::Search(..)) => &self.search,
            None => return,
        };
        self.waiting += 1;
        // A worker that is no longer there has already said that it failed.
        let _ = worker.send(effect);
    }

    /// One of the effects given was done.
    pub fn done(&mut self) {
        self.waiting = self.waiting.saturating_sub(1);
    }

    /// Whether everything given was done.
    pub fn idle(&self) -> bool {
        self.waiting == 0
    }
}

/// Looks for actions.
fn found(effect: &Effect) -> Option<Reply> {
    let Effect::Search(search, workspace) = effect else { return None };
    Some(Reply::found(search, workspace))
}

fn worker(
    name: &str,
    events: &Sender<Event>,
    perform: impl FnMut(&Effect) -> Option<Reply> + Send + 'static,
) -> io::Result<Sender<Effect>> {
    let (give, effects) = channel();
    let events = events.clone();
    let work = move || {
        let _alarm = Alarm(events.clone());
        labour(&effects, &events, perform);
    };
    thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(give)
}

/// Performs effects until there are no more to come.
fn labour(
    effects: &Receiver<Effect>,
    events: &Sender<Event>,
    mut perform: impl FnMut(&Effect) -> Option<Reply>,
) {
    let mut queue = VecDeque::new();
    while let Some(effect) = queue.pop_front().or_else(|| effects.recv().ok()) {
        queue.extend(effects.try_iter());
        // On a slow disk only the latest text being typed is worth keeping, and only the last search is waited for.
        let draft = |effect: &Effect| matches!(effect, Effect::KeepDraft(_));
        let search = |effect: &Effect| matches!(effect, Effect::Search(..));
        let overtaken =
            (draft(&effect) && queue.iter().any(draft)) || (search(&effect) && queue.iter().any(search));
        let reply = if overtaken { None } else { perform(&effect) };
        if events.send(Event::Done(reply)).is_err() {
            return;
        }
    }
}

/// Tells the screen's thread when a worker fails.
struct Alarm(Sender<Event>);

impl Drop for Alarm {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Event::Panicked);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_slow_disk_every_line_is_written_and_only_the_latest_draft() {
        let (give, effects) = channel();
        let (events, inbox) = channel();
        let draft = |text: &str| Effect::KeepDraft(text.to_owned());
        let line = |seq| Effect::Append { seq, line: format!("{seq}\n") };
        for effect in [draft("a"), line(1), draft("ab"), line(2), draft("abc"), line(3)] {
            give.send(effect).unwrap();
        }
        drop(give);
        let mut done = Vec::new();
        labour(&effects, &events, |effect| {
            done.push(effect.clone());
            None
        });
        assert_eq!(done, [line(1), line(2), draft("abc"), line(3)]);
        drop(events);
        assert_eq!(inbox.iter().count(), 6, "every effect is answered");
    }

    #[test]
    fn a_worker_that_fails_says_so() {
        let (events, inbox) = channel();
        let give = worker("test worker", &events, |_| panic!("on purpose")).unwrap();
        give.send(Effect::ReadWorkspace).unwrap();
        assert_eq!(inbox.recv().unwrap(), Event::Panicked);
    }
}
