//! The walk through three versions at once: what each place is to say, which stretches of our text change for it,
//! and where the two sides clash. Lists are in `lists.rs`; how text is carried over is in `write.rs`.

use super::marks;
use super::pieces::{Splice, entry_end, on_one_line};
use super::same::same;
use super::words::{Part, at, words};
use super::{Choice, Clash, Sort};
use crate::files::yaml::{Kind, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Values that hold together: half of one and half of another would be a rule, or a fact, that nobody stated.
const WHOLE: [&str; 12] = [
    "answer",
    "record",
    "chair",
    "quorum",
    "cadence",
    "deputies",
    "minute_taker",
    "evidence",
    "closed",
    "raised",
    "last_time",
    "next",
];

/// One version of the file.
#[derive(Clone, Copy)]
pub(super) struct Side<'n> {
    pub text: &'n str,
    pub comments: &'n [Range<usize>],
}

/// A node with what carrying text needs to know of where it stands.
#[derive(Clone, Copy)]
pub(super) struct Spot<'n> {
    pub node: &'n Node,
    /// Its key; nothing for an item of a list.
    pub owner: Option<&'n Node>,
    /// Whether it stands inside brackets.
    pub in_flow: bool,
    /// The column, from 0, of lines put under it.
    pub column: usize,
    /// Where it, or the outermost brackets around it, ends.
    pub end: usize,
}

impl<'n> Spot<'n> {
    pub(super) fn root(node: &'n Node) -> Self {
        Self { node, owner: None, in_flow: false, column: 0, end: node.range.end }
    }

    /// The value of a key of this map.
    pub(super) fn entry(self, index: usize) -> Self {
        let entry = &self.node.entries()[index];
        let block = (entry.key.place.column - 1, entry_end(self.node, index));
        self.inside(&entry.value, Some(&entry.key), block)
    }

    /// An item of this list.
    pub(super) fn item(self, index: usize) -> Self {
        let item = &self.node.items()[index];
        self.inside(item, None, (self.node.place.column + 1, item.range.end))
    }

    fn inside(self, node: &'n Node, owner: Option<&'n Node>, (column, end): (usize, usize)) -> Self {
        match (self.in_flow, self.node.flow) {
            (true, _) => Self { node, owner, ..self },
            (false, true) => Self { node, owner, in_flow: true, ..self },
            (false, false) => Self { node, owner, in_flow: false, column, end },
        }
    }
}

/// What a place is to say.
pub(super) enum Want<'n> {
    Node(&'n Node),
    Map(Vec<(&'n str, Want<'n>)>),
    List(Vec<Want<'n>>),
}

impl Want<'_> {
    /// Whether a node says just that.
    pub(super) fn is_said_by(&self, node: &Node) -> bool {
        match self {
            Self::Node(wanted) => same(wanted, node),
            Self::Map(entries) => {
                let said = matches!(node.kind, Kind::Map(_)) && node.entries().len() == entries.len();
                said && entries.iter().all(|(key, want)| node.get(key).is_some_and(|v| want.is_said_by(v)))
            }
            Self::List(items) => {
                let said = matches!(node.kind, Kind::List(_)) && node.items().len() == items.len();
                said && items.iter().zip(node.items()).all(|(want, item)| want.is_said_by(item))
            }
        }
    }
}

/// Which changes may be made; each has a key of its own.
#[derive(Clone, Copy)]
pub(super) enum Permit<'p> {
    /// All but these.
    AllBut(&'p BTreeSet<String>),
    /// These only.
    Only(&'p BTreeSet<String>),
}

/// The walk and what it has gathered.
pub(super) struct Walk<'n, 'p> {
    pub ours: Side<'n>,
    pub theirs: Side<'n>,
    pub choices: &'p BTreeMap<String, Choice>,
    pub permit: Permit<'p>,
    /// Whether clashes are marked in the text.
    pub marks: bool,
    pub path: Vec<Part>,
    pub splices: Vec<Splice>,
    pub clashes: Vec<Clash>,
    /// Every change asked for, allowed or not.
    pub asked: Vec<String>,
}

/// What becomes of something that only theirs has.
pub(super) enum Fate {
    Out,
    /// Out by an answer: it stood in the file while the clash was open.
    Answered,
    In(Option<Clash>),
}

impl<'n> Walk<'n, '_> {
    /// What a place is to say; `base` is what it said before, when it was there.
    pub(super) fn value(&mut self, base: Option<&'n Node>, ours: Spot<'n>, theirs: Spot<'n>) -> Want<'n> {
        if same(ours.node, theirs.node) || base.is_some_and(|base| same(base, theirs.node)) {
            return Want::Node(ours.node);
        }
        // A list of evidence is a history; one piece of it is a fact.
        let lists = [ours, theirs].iter().all(|spot| matches!(spot.node.kind, Kind::List(_)));
        let whole = matches!(self.path.last(), Some(Part::Key(key))
            if WHOLE.contains(&key.as_str()) && !(lists && key == "evidence"));
        let both = |kind: fn(&Node) -> bool| kind(ours.node) && kind(theirs.node) && !whole;
        if both(|node| matches!(node.kind, Kind::Map(_))) {
            return self.map(base, ours, theirs);
        }
        let list = if both(|node| matches!(node.kind, Kind::List(_)) || node.is_blank()) {
            self.list(base, ours, theirs)
        } else {
            None
        };
        list.unwrap_or_else(|| self.field(base, ours, theirs))
    }

    /// A value that is taken as a whole.
    fn field(&mut self, base: Option<&'n Node>, ours: Spot<'n>, theirs: Spot<'n>) -> Want<'n> {
        let take = base.is_some_and(|base| same(base, ours.node)) || {
            let clash = self.clash(Sort::Field, base, Some(ours.node), Some(theirs.node));
            self.settle(clash, ours) == Some(Choice::Theirs)
        };
        if !take {
            return Want::Node(ours.node);
        }
        if self.allowed("=")
            && let Some(splices) = self.taken(ours, theirs)
        {
            self.splices.extend(splices);
            return Want::Node(theirs.node);
        }
        let clash = self.clash(Sort::ByHand, base, Some(ours.node), Some(theirs.node));
        self.settle(clash, ours);
        Want::Node(ours.node)
    }

    fn map(&mut self, base: Option<&'n Node>, ours: Spot<'n>, theirs: Spot<'n>) -> Want<'n> {
        let mut want = Vec::new();
        let (mut kept, mut removed) = (Vec::new(), Vec::new());
        for (index, entry) in ours.node.entries().iter().enumerate() {
            let name = entry.name();
            self.path.push(Part::Key(name.to_owned()));
            let (before, spot) = (base.and_then(|base| base.get(name)), ours.entry(index));
            let other = theirs.node.entries().iter().position(|other| other.name() == name);
            let gone = match other {
                Some(other) => {
                    let value = self.value(before, spot, theirs.entry(other));
                    want.push((name, value));
                    false
                }
                None => self.goes(before, spot, self.can_remove_key(ours, index)),
            };
            self.path.pop();
            if gone {
                removed.push(index);
                continue;
            }
            kept.push(index);
            if other.is_none() {
                want.push((name, Want::Node(&entry.value)));
            }
        }
        let mut added = Vec::new();
        for (index, entry) in theirs.node.entries().iter().enumerate() {
            let name = entry.name();
            if ours.node.get(name).is_some() {
                continue;
            }
            self.path.push(Part::Key(name.to_owned()));
            let before = base.and_then(|base| base.get(name));
            if let Fate::In(mark) = self.comes(before, &entry.value, ours) {
                want.push((name, Want::Node(&entry.value)));
                added.push((index, mark));
            }
            self.path.pop();
        }
        self.write_map(ours, theirs, (&kept, &removed), added);
        Want::Map(want)
    }

    /// Whether something that theirs has not got goes from ours too.
    pub(super) fn goes(&mut self, base: Option<&'n Node>, ours: Spot<'n>, can: bool) -> bool {
        let Some(before) = base else { return false };
        if !same(before, ours.node) {
            let clash = self.clash(Sort::RemovedByTheirs, base, Some(ours.node), None);
            if self.settle(clash, ours) != Some(Choice::Theirs) {
                return false;
            }
        }
        if self.allowed("-") && can {
            return true;
        }
        let clash = self.clash(Sort::ByHand, base, Some(ours.node), None);
        self.settle(clash, ours);
        false
    }

    /// Whether something that ours has not got comes in from theirs. `around` is where it would go.
    pub(super) fn comes(&mut self, base: Option<&'n Node>, theirs: &'n Node, around: Spot<'n>) -> Fate {
        let mut mark = None;
        if let Some(before) = base {
            if same(before, theirs) {
                return Fate::Out;
            }
            let clash = self.clash(Sort::RemovedByOurs, base, None, Some(theirs));
            match self.choices.get(&clash.at) {
                Some(Choice::Mine) => return Fate::Answered,
                Some(_) => {}
                None => {
                    mark = Some(clash.clone());
                    self.clashes.push(clash);
                }
            }
        }
        if self.allowed("+") {
            return Fate::In(mark.filter(|_| self.marks));
        }
        if mark.is_some() {
            self.clashes.pop();
        }
        let clash = self.clash(Sort::ByHand, base, None, Some(theirs));
        self.settle(clash, around);
        Fate::Out
    }

    /// Whether a change may be made here.
    pub(super) fn allowed(&mut self, change: &str) -> bool {
        let key = format!("{}{change}", at(&self.path));
        let may = match self.permit {
            Permit::AllBut(not) => !not.contains(&key),
            Permit::Only(these) => these.contains(&key),
        };
        self.asked.push(key);
        may
    }

    /// A clash at this place.
    pub(super) fn clash(
        &self,
        sort: Sort,
        base: Option<&Node>,
        ours: Option<&Node>,
        theirs: Option<&Node>,
    ) -> Clash {
        // The base's text is not at hand here, and its words are enough to recognise it.
        let words_of = |node: &Node| super::write::spelt_out(node);
        Clash {
            place: words(&self.path),
            sort,
            base: base.map(words_of),
            ours: ours.map(|node| on_one_line(self.ours.text, node)),
            theirs: theirs.map(|node| on_one_line(self.theirs.text, node)),
            at: at(&self.path),
            path: self.path.clone(),
            unbased: false,
        }
    }

    /// What was chosen for a clash. One that is still open is kept, and marked under its place if marks are wanted.
    pub(super) fn settle(&mut self, clash: Clash, under: Spot<'n>) -> Option<Choice> {
        if let Some(choice) = self.choices.get(&clash.at).filter(|_| clash.sort != Sort::ByHand) {
            return Some(*choice);
        }
        if self.marks {
            self.line_under(under, &marks::line(&clash));
        }
        self.clashes.push(clash);
        None
    }
}
