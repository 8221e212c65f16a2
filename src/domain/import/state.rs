//! How far a row says that its action has got: in a word for a state, in one for a colour, or in a colour alone.

use super::Note;
use super::columns::Field;
use super::progress::{self, Progress, hue};
use super::row::{Draft, Rows, Said, lines};
use crate::base::id::ActionId;
use crate::base::sheet::At;
use crate::base::text::fit;
use crate::domain::action::Status;

impl Rows<'_> {
    /// Its state, in a word or a colour, and the remark after it.
    pub(super) fn progress(&self, draft: &mut Draft) {
        let row = draft.row;
        let told = &self.ground.told;
        // In a sheet of our own the colour is worked out, and says nothing.
        let place = |field| self.at(row, field).filter(|_| field != Field::Rag || !self.ours);
        let mut colour: Option<(At, String)> = None;
        for field in [Field::Status, Field::Rag] {
            let Some(at) = place(field) else { continue };
            let cell = self.sheet.cell(at);
            match progress::read(&cell.words(), told) {
                Progress::Blank => {}
                Progress::Is(status, rest) => {
                    if draft.said == Said::Nothing {
                        draft.said = Said::Is(status);
                        draft.remark = Some(rest.clone()).filter(|rest| !rest.trim().is_empty());
                    }
                    let into =
                        ActionId::named_in(&rest).into_iter().next().filter(|_| status == Status::Merged);
                    match into {
                        Some(into) => {
                            draft.merged_into.get_or_insert(into);
                        }
                        None => Self::remark(draft, rest),
                    }
                }
                Progress::Open(rest) => {
                    if draft.said == Said::Nothing {
                        draft.said = Said::Open;
                    }
                    Self::remark(draft, rest);
                }
                Progress::Colour(said, rest) => {
                    colour.get_or_insert((at, said));
                    Self::remark(draft, rest);
                }
                Progress::Unknown if field == Field::Rag => match progress::first_colour(&cell.words()) {
                    Some(said) => {
                        colour.get_or_insert((at, said.to_owned()));
                    }
                    None => Self::remark(draft, lines(&cell.words())),
                },
                Progress::Unknown => {
                    let word = fit(&cell.line(), 40);
                    draft.notes.push(Note::error(
                        at,
                        format!(
                            "'{word}' is no state of an action: say which with --status \"{word}=under way\""
                        ),
                    ));
                }
            }
        }
        if draft.said != Said::Nothing {
            return;
        }
        if draft.closed.is_some() {
            draft.said = Said::Is(Status::Closed);
            draft.only_closed_on = true;
            return;
        }
        let filled = || {
            let fields = [Field::Status, Field::Rag, Field::What];
            let cells = fields.into_iter().filter_map(place);
            let own = |at: At| self.sheet.cells.get(&at).and_then(|cell| cell.fill);
            let mut cells = cells;
            cells.find_map(|at| Some((at, own(at).and_then(hue)?.to_owned())))
        };
        let Some((at, colour)) = colour.or_else(filled) else { return };
        if let Some((_, status)) = told.iter().find(|(word, _)| *word == colour) {
            draft.said = Said::Is(*status);
        } else if !matches!(colour.as_str(), "red" | "amber") {
            // Red and amber are of something that is not at an end; all others may mean that it is.
            draft.colour = Some((at, colour));
        }
    }

    /// What stands after a state is a line of history.
    fn remark(draft: &mut Draft, rest: String) {
        if rest.chars().any(char::is_alphanumeric) {
            draft.updates.push((None, rest));
        }
    }
}
