//! The program as a value: `update` takes a time and a message and returns effects; `view` draws.

use crate::base::id::MeetingId;
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::effect::{Effect, Reply};
use ratatui::Frame;

/// What the program was asked to open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Straight into this meeting, or a meeting of this group; else the first screen.
    pub meet: Option<String>,
    /// Whether this is the demo.
    pub demo: bool,
}

/// Everything there is.
#[derive(Clone, Debug)]
pub struct Model {
    /// The last time seen.
    pub now: Stamp,
    /// Meeting open.
    pub meeting: Option<MeetingId>,
    /// What was asked for.
    pub ask: Ask,
}

/// Everything that can reach the program. There is no other way in.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The program starts.
    Start,
    /// A key.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal's size in cells.
    Resized(u16, u16),
    /// Time passed.
    Tick,
    /// The world answered.
    Reply(Reply),
    /// The system asks the program to end (SIGTERM, SIGHUP, SIGINT).
    Terminate,
}

impl Model {
    /// A program about to start.
    pub fn new(ask: Ask, now: Stamp) -> Self {
        Self { now, meeting: None, ask }
    }
}

/// One turn.
pub fn update(model: &mut Model, at: Stamp, msg: Msg) -> Vec<Effect> {
    model.now = model.now.max(at);
    match msg {
        Msg::Key(_) | Msg::Terminate => vec![Effect::Quit],
        _ => Vec::new(),
    }
}

/// Draws; changes nothing.
pub fn view(model: &Model, frame: &mut Frame) {
    frame.render_widget(format!("{:?}", model.ask), frame.area());
}

/// When the picture next changes by itself; `None` means sleep until something happens.
pub fn next_wake(_model: &Model) -> Option<Stamp> {
    None
}
