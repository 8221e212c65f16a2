//! Laws of edits over generated documents: an edit is refused with the file untouched, or it changes its own lines, keeps
//! every comment that is not a removed record's own, says exactly what was meant, and can be taken back byte for byte.

use std::ops::Range;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value as Json;

use super::super::odd_documents::{Document, Place, PlaceKind, Seg, Wish, documents, wishes};
use super::tests::{json, typed};
use super::*;

/// What a wish comes to in a document; nothing when it makes no sense at its place.
struct Plan<'d> {
    place: &'d Place,
    /// The list or map the place is in.
    parent: Option<&'d Place>,
    steps: Vec<Step<'d>>,
    which: usize,
    index: usize,
    wish: &'d Wish,
}

impl<'d> Plan<'d> {
    fn new(document: &'d Document, wish: &'d Wish) -> Option<Self> {
        let fits = |place: &&Place| match wish.which {
            0 => place.kind == PlaceKind::Scalar && wish.value.scalar().is_some(),
            1 => place.kind == PlaceKind::Map,
            2 | 3 => place.kind == PlaceKind::List,
            _ => !place.path.is_empty(),
        };
        let places: Vec<&Place> = document.places.iter().filter(fits).collect();
        if places.is_empty() {
            return None;
        }
        let place = *wish.place.get(&places);
        let parent =
            place.path.split_last().and_then(|(_, up)| document.places.iter().find(|p| p.path == up));
        let index = wish.index.index(place.size.unwrap_or(0) + 1);
        Some(Self { place, parent, steps: place.steps(), which: wish.which, index, wish })
    }

    fn edit(&self) -> Edit<'_> {
        let (at, value) = (self.steps.as_slice(), self.wish.value.clone());
        match self.which {
            0 => Edit::Set { at, value },
            1 => Edit::Put { at, key: self.wish.key, value },
            2 => Edit::Append { at, value },
            3 => Edit::Insert { at, index: self.index, value },
            _ => Edit::Remove { at },
        }
    }

    /// The value a key to be put has already.
    fn there(&self, document: &'d Document) -> Option<&'d Place> {
        let key = Seg::Key(self.wish.key);
        let found = |p: &&Place| {
            p.steps.len() == self.place.steps.len() + 1
                && p.steps.starts_with(&self.place.steps)
                && p.steps.last() == Some(&key)
        };
        document.places.iter().filter(|_| self.which == 1).find(found)
    }

    /// What the data must be afterwards.
    fn meant(&self, mut data: Json) -> Json {
        let value = json(&self.wish.value);
        let steps =
            if self.which == 4 { &self.place.steps[..self.place.steps.len() - 1] } else { &self.place.steps };
        let at = steps.iter().fold(&mut data, |at, seg| match seg {
            Seg::Key(key) => &mut at[*key],
            Seg::Index(index) => &mut at[*index],
        });
        match (self.which, at, self.place.steps.last()) {
            (0, at, _) => *at = value,
            (1, at, _) => at[self.wish.key] = value,
            (2, Json::Array(items), _) => items.push(value),
            (3, Json::Array(items), _) => items.insert(self.index, value),
            (_, Json::Array(items), Some(Seg::Index(index))) => drop(items.remove(*index)),
            (_, Json::Object(entries), Some(Seg::Key(key))) => drop(entries.remove(*key)),
            (_, at, _) => panic!("{at} cannot be edited so"),
        }
        data
    }

    /// The lines that may change.
    fn lines(&self, document: &Document) -> Range<usize> {
        let there = self.there(document);
        let empty = self.place.size == Some(0);
        match self.which {
            0 => self.place.lines.clone(),
            1 if there.is_some() => there.map(|place| place.lines.clone()).unwrap_or_default(),
            1..=3 if !self.place.in_flow && !empty => 0..0,
            1..=3 => self.place.lines.clone(),
            _ => {
                let parent = self.parent.expect("a record is in something");
                if parent.in_flow || parent.size == Some(1) {
                    parent.lines.clone()
                } else {
                    self.place.lines.clone()
                }
            }
        }
    }

    /// Whether an edit of this kind has no reason to be refused in an ordinary document.
    fn is_ordinary(&self, document: &Document) -> bool {
        let there = self.there(document);
        there.is_none_or(|place| place.kind == PlaceKind::Scalar && self.wish.value.scalar().is_some())
    }
}

/// The lines of a text on which a splice replaces or takes out something other than white space.
fn changed(old: &str, range: Range<usize>, written: &str) -> Range<usize> {
    let was = &old[range.clone()];
    let same = was.bytes().zip(written.bytes()).take_while(|(a, b)| a == b).count();
    let room = was.len().min(written.len()) - same;
    let same_end =
        was.bytes().rev().zip(written.bytes().rev()).take(room).take_while(|(a, b)| a == b).count();
    let (mut start, mut end) = (range.start + same, range.end - same_end);
    while start < end && old.as_bytes()[start].is_ascii_whitespace() {
        start += 1;
    }
    while start < end && old.as_bytes()[end - 1].is_ascii_whitespace() {
        end -= 1;
    }
    let line = |byte: usize| old.match_indices('\n').filter(|(at, _)| *at < byte).count();
    if start == end { 0..0 } else { line(start)..line(end - 1) + 1 }
}

/// Edits one after another, and the splices that take them back, the last one first.
fn with_undo(text: &str, edits: &[Edit<'_>]) -> Result<(String, Vec<Splice>), EditRefusal> {
    let (mut text, mut undo) = (text.to_owned(), Vec::new());
    for edit in edits {
        let ((range, written), _) = one(&text, &parse(&text)?, edit)?;
        undo.insert(0, (range.start..range.start + written.len(), text[range.clone()].to_owned()));
        text.replace_range(range, &written);
    }
    Ok((text, undo))
}

fn holds(document: &Document, wish: &Wish) -> Result<bool, TestCaseError> {
    let Some(plan) = Plan::new(document, wish) else { return Ok(true) };
    let old = &document.text;
    let (new, undo) = match with_undo(old, &[plan.edit()]) {
        Ok(done) => done,
        Err(refusal) => {
            prop_assert!(!refusal.message.is_empty());
            return Ok(!plan.is_ordinary(document));
        }
    };
    prop_assert_eq!(typed(&new), plan.meant(typed(old)), "{}", new);
    for (mark, owner) in &document.comments {
        let own = plan.which == 4 && owner.starts_with(&plan.place.path);
        prop_assert_eq!(new.matches(mark).count(), usize::from(!own), "{} in\n{}", mark, new);
    }
    let (put_in, was) = &undo[0];
    let changed = changed(old, put_in.start..put_in.start + was.len(), &new[put_in.clone()]);
    let may = plan.lines(document);
    prop_assert!(
        changed.is_empty() || (changed.start >= may.start && changed.end <= may.end),
        "lines {:?} changed, only {:?} may:\n{}",
        changed,
        may,
        new
    );
    prop_assert_eq!(old.starts_with('\u{feff}'), new.starts_with('\u{feff}'));
    if old.contains("\r\n") {
        prop_assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
    } else {
        prop_assert!(!new.contains('\r'));
    }
    let mut back = new;
    for (range, was) in undo {
        back.replace_range(range, &was);
    }
    prop_assert_eq!(&back, old);
    Ok(true)
}

#[test]
fn refusals_are_rare_however_odd_the_document() {
    let mut runner = TestRunner::deterministic();
    let (mut made, mut refused) = (0, Vec::new());
    for _ in 0..500 {
        let (document, wish) = (documents(false), wishes()).new_tree(&mut runner).unwrap().current();
        let Some(plan) = Plan::new(&document, &wish).filter(|plan| plan.is_ordinary(&document)) else {
            continue;
        };
        match apply(&document.text, &[plan.edit()]) {
            Ok(_) => made += 1,
            Err(refusal) => refused.push(format!("{refusal}: {:?} in\n{}", plan.edit(), document.text)),
        }
    }
    assert!(
        made > 300 && refused.len() * 50 < made,
        "{} of {made}:\n{}",
        refused.len(),
        refused.join("\n\n")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_odd_document_is_edited_in_its_place_or_left_alone(document in documents(false), wish in wishes()) {
        holds(&document, &wish)?;
    }

    #[test]
    fn an_ordinary_document_is_never_refused(document in documents(true), wish in wishes()) {
        let Some(plan) = Plan::new(&document, &wish) else { return Ok(()) };
        prop_assert!(holds(&document, &wish)?, "{:?} was refused", plan.edit());
    }

    #[test]
    fn any_number_of_edits_can_be_taken_back(document in documents(false), wishes in proptest::collection::vec(wishes(), 1..6)) {
        let mut text = document.text.clone();
        let mut undo = Vec::new();
        for wish in &wishes {
            // Later edits look for their places in what earlier ones left, and may miss.
            let Some(plan) = Plan::new(&document, wish) else { continue };
            if let Ok((new, splices)) = with_undo(&text, &[plan.edit()]) {
                text = new;
                undo.splice(0..0, splices);
            }
        }
        for (range, was) in undo {
            text.replace_range(range, &was);
        }
        prop_assert_eq!(text, document.text);
    }
}
