//! Three versions of one file put together: record by record over ids, field by field within a record.
//!
//! `merge` takes what both came from, ours and theirs. What one side changed is taken, what both added is kept, what
//! both changed differently is a clash: nobody's words are merged word by word, for that can say what nobody wrote.
//! The text is ours with edits; every other byte of ours stays, and what comes from theirs comes word for word with
//! its comments. The whole is proved: read again, it must say just what was worked out, and a change that cannot be
//! written so is left to a person.
//!
//! While a clash is open the text says what ours says, so that it stays a sound file that every other part of the
//! program can use; theirs is in the list of clashes, for a screen to ask. [`Merged::marked`] is the text for places
//! without a screen, such as git: there theirs stands in a comment under the field, word for word, and `check` finds
//! it again. A value in two versions between conflict signs would be no YAML, and a bad file stops a meeting; a
//! comment stops nothing and loses nothing. Only where one side cannot be read at all are the two versions put one
//! after the other as git does, since then there is no sound file to keep.
//!
//! What was removed by one and changed by the other stays, and is a clash. Where nothing is known of what both came
//! from, everything that differs is a clash and nothing is ever removed.

mod asking;
mod comments;
mod ids;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod laws_of_kinds;
mod lists;
mod marked;
mod marks;
mod occurrences;
mod order;
mod pieces;
mod question;
mod resolve;
mod same;
mod taken;
#[cfg(test)]
mod tests;
mod walk;
mod words;
mod write;

pub use asking::Asking;
pub use marks::left;
pub use question::Question;
pub use taken::Taken;
pub use words::Part;

use crate::files::yaml::{Kind, Limits, Node, newline, read_with_comments};
use comments::{Commented, carried};
use pieces::rendered;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use walk::{Permit, Side, Spot, Walk};

/// What two people meant to say in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Where, in words: `action EXEC-26-014, due`.
    pub place: String,
    /// What sort of clash.
    pub sort: Sort,
    /// What it was; nothing when it was not there, or when that is not known.
    pub base: Option<String>,
    /// What ours says, on one line as YAML.
    pub ours: Option<String>,
    /// What theirs says, on one line as YAML.
    pub theirs: Option<String>,
    /// The place as a key, by which a choice finds its clash.
    at: String,
    path: Vec<Part>,
    /// Whether the two may be different records with one id: nothing tells what both came from.
    unbased: bool,
}

/// The sorts of clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Both changed it differently.
    Field,
    /// Ours took it out, theirs changed it: it stays.
    RemovedByOurs,
    /// Theirs took it out, ours changed it: it stays.
    RemovedByTheirs,
    /// Both put a list in another order.
    Order,
    /// It cannot be written without touching more of the file: a person has to.
    ByHand,
    /// One of the versions cannot be read.
    WholeFile,
}

/// What is to be kept of a clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What ours says.
    Mine,
    /// What theirs says.
    Theirs,
    /// Both: texts one after the other, another value in the history of its action.
    Both,
    /// Both, as different records: one of the two gets another number and keeps the old one as an alias.
    Two,
}

/// What merging came to.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The merged file; in place of each clash it says what ours says.
    pub text: String,
    /// What has to be decided.
    pub clashes: Vec<Clash>,
    /// What somebody should know, each a sentence or two without a full stop at the end.
    pub notes: Vec<String>,
    /// Our version with ids given out twice told apart; nothing when it is as it was.
    told_apart: Option<String>,
    base: String,
    ours: String,
    theirs: String,
}

impl Clash {
    /// The clash in one sentence without a full stop, for a list.
    pub fn said(&self) -> String {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        let (ours, theirs) = (shown(&self.ours), shown(&self.theirs));
        let was = self.base.as_ref().map(|base| format!(" (it was {base})")).unwrap_or_default();
        match self.sort {
            Sort::RemovedByOurs => format!("{}: mine took it out, theirs changed it to {theirs}", self.place),
            Sort::RemovedByTheirs => format!("{}: theirs took it out, mine changed it to {ours}", self.place),
            Sort::WholeFile => format!("{}: {theirs}", self.place),
            Sort::Order => format!("{}: both changed it. Mine {ours}, theirs {theirs}", self.place),
            Sort::ByHand => {
                format!("{}: to be changed by hand. Mine {ours}, theirs {theirs}{was}", self.place)
            }
            Sort::Field => format!("{}: mine {ours}, theirs {theirs}{was}", self.place),
        }
    }
}

impl Merged {
    /// The text for a place without a screen: theirs in a comment under each clash, or both versions one after the
    /// other where one cannot be read.
    pub fn marked(&self) -> String {
        match self.clashes.first().map(|clash| clash.sort) {
            None => self.text.clone(),
            Some(Sort::WholeFile) => marks::both(&self.ours, &self.theirs),
            Some(_) => merged(&self.base, &self.ours, &self.theirs, &Decided::default(), true).text,
        }
    }

    /// A text that needed no merging.
    fn plain(text: &str, (base, ours, theirs): (&str, &str, &str)) -> Self {
        let [text, base, ours, theirs] = [text, base, ours, theirs].map(str::to_owned);
        Self { text, clashes: Vec::new(), notes: Vec::new(), told_apart: None, base, ours, theirs }
    }
}

/// Merges two versions of a file; `base` is what both came from, empty when that is not known.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    merged(base, ours, theirs, &Decided::default(), false)
}

/// What somebody decided.
#[derive(Default)]
struct Decided {
    /// The choices, by the places of clashes.
    choices: BTreeMap<String, Choice>,
    /// Ids under which two different records stand.
    two: BTreeSet<String>,
}

/// Merges with some clashes decided, and with marks in the text or without.
fn merged(base: &str, ours: &str, theirs: &str, decided: &Decided, marks: bool) -> Merged {
    let Decided { choices, two } = decided;
    let with_touched = occurrences::in_base(base, ours, theirs);
    let base = with_touched.as_deref().unwrap_or(base);
    let all = (base, ours, theirs);
    if ours == theirs || base == theirs {
        return Merged::plain(ours, all);
    }
    if base == ours {
        return Merged::plain(theirs, all);
    }
    let (mine, other) = (Read::of(ours), Read::of(theirs));
    let (Ok(mine), Ok(other)) = (&mine, &other) else {
        let whose = if mine.is_err() { "mine" } else { "theirs" };
        let why = mine.err().or(other.err()).unwrap_or_default();
        return whole(all, whose, &why);
    };
    let before = Read::of(base).ok();
    let settled = ids::settle(
        before.as_ref().map(|before| &before.root),
        two,
        (&mine.text, &mine.root),
        (&other.text, &other.root),
    );
    let again = |text: Option<&String>| text.and_then(|text| Read::of(text).ok());
    let (renamed, other_renamed) = (again(settled.ours.as_ref()), again(settled.theirs.as_ref()));
    let three = Three {
        base: before.as_ref(),
        ours: renamed.as_ref().unwrap_or(mine),
        theirs: other_renamed.as_ref().unwrap_or(other),
        choices,
    };
    let (text, mut clashes) = three.merged(marks);
    for clash in &mut clashes {
        clash.unbased = before.is_none();
    }
    let told_apart = renamed.as_ref().map(|read| read.text.clone());
    let text = text.or_else(|| told_apart.clone()).unwrap_or_else(|| ours.to_owned());
    Merged { text, clashes, notes: settled.notes, told_apart, ..Merged::plain("", all) }
}

/// Why a version cannot be put together with another, as a few words; nothing when it can.
pub fn unreadable(text: &str) -> Option<String> {
    Read::of(text).err()
}

/// A clash of two whole files.
fn whole(all: (&str, &str, &str), whose: &str, why: &str) -> Merged {
    let clash = Clash {
        place: words::words(&[]),
        sort: Sort::WholeFile,
        base: None,
        ours: None,
        theirs: Some(format!("{whose} cannot be read as it is ({why}), so one of the two has to be chosen")),
        at: String::new(),
        path: Vec::new(),
        unbased: false,
    };
    Merged { clashes: vec![clash], ..Merged::plain(all.1, all) }
}

/// A version that can be read, ending with a line break.
struct Read {
    text: String,
    root: Node,
    comments: Vec<Range<usize>>,
}

impl Read {
    /// Reads a version; the error says why it cannot be merged, as a few words.
    fn of(text: &str) -> Result<Self, String> {
        if text.replace("\r\n", "").contains('\r') {
            return Err("some lines end in a carriage return alone".to_owned());
        }
        let end = if text.ends_with('\n') { "" } else { newline(text) };
        let text = format!("{text}{end}");
        let parsed = read_with_comments(&text, &Limits::default());
        let error = parsed.problems.iter().find(|p| p.severity == crate::base::problem::Severity::Error);
        if let Some(error) = error {
            return Err(format!("line {}: {}", error.place.line, error.message));
        }
        match parsed.root {
            Some(root) if matches!(root.kind, Kind::Map(_)) && !root.flow => {
                Ok(Self { text, root, comments: parsed.comments })
            }
            _ => Err("it is not a file of keys and values".to_owned()),
        }
    }

    fn commented(&self) -> Commented<'_> {
        Commented { text: &self.text, root: &self.root, comments: &self.comments }
    }

    fn side(&self) -> Side<'_> {
        Side { text: &self.text, comments: &self.comments }
    }
}

/// Three versions that can be read.
struct Three<'r> {
    base: Option<&'r Read>,
    ours: &'r Read,
    theirs: &'r Read,
    choices: &'r BTreeMap<String, Choice>,
}

/// One try at a merged text.
struct Try {
    /// Nothing when it does not say what it should.
    new: Option<Read>,
    changed: bool,
    clashes: Vec<Clash>,
    asked: Vec<String>,
}

impl Three<'_> {
    /// The merged text, nothing when it is ours as it was; and the clashes, marked in it or not.
    fn merged(&self, marks: bool) -> (Option<String>, Vec<Clash>) {
        let mut not = BTreeSet::new();
        let mut made = self.made(Permit::AllBut(&not), false);
        if made.new.is_none() {
            self.failing(&made.asked, &mut not);
            made = self.made(Permit::AllBut(&not), false);
        }
        if made.new.is_none() {
            not = made.asked.iter().cloned().collect();
            made = self.made(Permit::AllBut(&not), false);
        }
        if marks && let Some(new) = self.made(Permit::AllBut(&not), true).new {
            (made.new, made.changed) = (Some(new), true);
        } else if marks && let Some(new) = &mut made.new {
            // Marks that cannot stand where they belong stand at the end.
            let lines =
                made.clashes.iter().map(|clash| format!("{}{}", marks::line(clash), newline(&new.text)));
            new.text += &lines.collect::<String>();
            made.changed = true;
        }
        let Some(mut new) = made.new else { return (None, made.clashes) };
        for side in [self.ours, self.theirs] {
            if let Some(more) = self.with_comments(&new, side) {
                (new, made.changed) = (more, true);
            }
        }
        (made.changed.then_some(new.text), made.clashes)
    }

    /// One walk, with its splices made and proved.
    fn made(&self, permit: Permit<'_>, marks: bool) -> Try {
        let mut walk = Walk {
            ours: self.ours.side(),
            theirs: self.theirs.side(),
            choices: self.choices,
            permit,
            marks,
            path: Vec::new(),
            splices: Vec::new(),
            clashes: Vec::new(),
            asked: Vec::new(),
        };
        let base = self.base.map(|base| &base.root);
        let want = walk.value(base, Spot::root(&self.ours.root), Spot::root(&self.theirs.root));
        let line_break = newline(&self.ours.text);
        let changed = !walk.splices.is_empty();
        for (_, written) in &mut walk.splices {
            *written = written.replace("\r\n", "\n").replace('\n', line_break);
        }
        let text = rendered(&self.ours.text, 0..self.ours.text.len(), &walk.splices);
        let new = Read::of(&text).ok().filter(|new| want.is_said_by(&new.root));
        Try { new, changed, clashes: walk.clashes, asked: walk.asked }
    }

    /// Finds the changes that cannot be written, by halves.
    fn failing(&self, asked: &[String], found: &mut BTreeSet<String>) {
        let only = asked.iter().cloned().collect();
        if asked.is_empty() || self.made(Permit::Only(&only), false).new.is_some() {
            return;
        }
        if let [one] = asked {
            found.insert(one.clone());
            return;
        }
        let (first, second) = asked.split_at(asked.len() / 2);
        self.failing(first, found);
        self.failing(second, found);
    }

    /// The text with the comments that a side added; nothing when they are there, or would change what it says.
    fn with_comments(&self, new: &Read, side: &Read) -> Option<Read> {
        let more = carried(self.base.map(Read::commented), new.commented(), side.commented())?;
        Read::of(&more).ok().filter(|more| same::same(&more.root, &new.root))
    }
}
