//! What is asked at the foot of a page: one question after another until all are answered (`questions`), each answer read as it
//! is typed (`taking`). A line is kept, dropped and taken up with its answers.

use super::State;
use super::questions::{Question, Takes};
use super::saying::What;
use crate::base::key::{Key, KeyCode};
use crate::domain::assurance::inspection::Inspection;
use crate::effect::Change;
use crate::files::assurance::inspection;
use crate::screens::Out;
use crate::screens::steps::{ON_ITS_WAY, Said, Way};
use crate::ui::editor::Editor;

/// Something being said: the answers given, and the one being typed.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    pub what: What,
    pub answers: Vec<String>,
    pub line: Box<Editor>,
    /// How the inspection stood when it was asked, whatever was read since.
    pub seen: Option<Box<Inspection>>,
}

impl Asking {
    pub fn new(what: What, answers: Vec<String>, text: &str) -> Self {
        Self { what, answers, line: Box::new(Editor::new(text, false)), seen: None }
    }

    /// Whether words would be lost with it.
    pub fn holds_words(&self) -> bool {
        !self.answers.is_empty() || !self.line.text().trim().is_empty()
    }
}

impl State {
    /// Asks the next question.
    pub(super) fn go_on(&mut self, mut asking: Asking) {
        if let Some(next) = self.question(&asking.what, &asking.answers) {
            asking.line = Box::new(Editor::new(&next.begun, false));
            self.asking = Some(asking);
        }
    }

    pub(super) fn asked_key(&mut self, key: Key, out: &mut Out) {
        let Some(asking) = &mut self.asking else { return };
        let (what, answers) = (asking.what.clone(), asking.answers.clone());
        let takes = self.question(&what, &answers).map(|one| one.takes);
        let Some(asking) = &mut self.asking else { return };
        match (takes, key.code) {
            (_, KeyCode::Esc) => self.drop_line(out),
            (Some(Takes::Choice(all)), code) => {
                let nth = match code {
                    KeyCode::Char(c) => c.to_digit(10).and_then(|n| (n as usize).checked_sub(1)),
                    _ => None,
                };
                if let Some((code, _)) = nth.and_then(|nth| all.get(nth)) {
                    self.answer(code, out);
                }
            }
            (_, KeyCode::Enter) => {
                let said = asking.line.text().trim().to_owned();
                self.answer(&said, out);
            }
            (Some(takes), KeyCode::Tab) => {
                let typed = asking.line.text();
                let first = self.offered(&takes, &typed).into_iter().next();
                if let (Some((id, _)), Some(asking)) = (first, &mut self.asking) {
                    *asking.line = Editor::new(&id, false);
                }
            }
            _ => _ = asking.line.key(key),
        }
    }

    /// Esc: a blank line goes back to the question before, and where there is none nothing is said after all; words are kept
    /// for z.
    fn drop_line(&mut self, out: &mut Out) {
        let Some(mut asking) = self.asking.take() else { return };
        let begun = self.question(&asking.what, &asking.answers).map(|one| one.begun).unwrap_or_default();
        let text = asking.line.text();
        let blank = text.trim().is_empty() || text == begun;
        match (blank, asking.answers.pop()) {
            (true, Some(before)) => {
                let choice = matches!(
                    self.question(&asking.what, &asking.answers),
                    Some(Question { takes: Takes::Choice(_), .. })
                );
                let before = if choice { String::new() } else { before };
                asking.line = Box::new(Editor::new(&before, false));
                self.asking = Some(asking);
            }
            (true, None) => {}
            (false, last) => {
                asking.answers.extend(last);
                self.dropped.push(asking);
                out.say("Dropped: z brings it back.");
            }
        }
    }

    fn answer(&mut self, said: &str, out: &mut Out) {
        let Some(mut asking) = self.asking.take() else { return };
        let Some(question) = self.question(&asking.what, &asking.answers) else { return };
        let went = self.taken(&question.takes, said).and_then(|taken| {
            asking.answers.push(taken);
            self.went_on(&asking, out).inspect_err(|_| _ = asking.answers.pop())
        });
        match went {
            Ok(true) => self.go_on(asking),
            Ok(false) => {}
            Err(why) => {
                self.asking = Some(asking);
                out.refuse(crate::base::text::sentence(&why));
            }
        }
    }

    /// Whether more is asked; where not, what was said is sent to the disk.
    fn went_on(&mut self, asking: &Asking, out: &mut Out) -> Result<bool, String> {
        self.agrees(&asking.what, &asking.answers)?;
        if self.question(&asking.what, &asking.answers).is_some() {
            return Ok(true);
        }
        if self.steps.is_saving() {
            return Err(ON_ITS_WAY.to_owned());
        }
        let (said, mut revision) = self.change(&asking.what, &asking.answers)?;
        if let (Change::Inspection(all), Some(seen)) = (&mut revision.change, &asking.seen) {
            all.push(inspection::Change::Seen(seen.clone()));
        }
        let said = Said::up_to(self.tier_of(&asking.what), said);
        let effect = self.steps.write(said, Way::Do, vec![revision], Some(asking.clone()));
        out.effects.push(effect);
        Ok(false)
    }
}
