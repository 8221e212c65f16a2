//! Writing what comes out of an audit to a file: which paper, in which form, where. It is made on the disk's side by what the
//! commands use, of what the files say at that moment; what came of it is a page where there is more to it than a sentence.

use super::asking::{Asked, Asking};
use super::{Page, State};
use crate::base::text::sentence;
use crate::documents::audit_report::{Form, Paper};
use crate::effect::{Effect, PaperAsked, PaperCame};
use crate::files::places;
use crate::screens::Out;
use crate::screens::steps::ON_ITS_WAY;
use crate::ui::look::Role;
use crate::ui::sheet::Sheet;

/// What came of asking for a paper, to be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    written: bool,
    lines: Vec<String>,
}

impl Told {
    pub(super) fn title(&self) -> &'static str {
        if self.written { "Written" } else { "Not written" }
    }
}

const REPLACE: &str = "replace";

impl State {
    pub(super) fn ask_which_paper(&mut self, out: &mut Out) {
        if self.steps.is_saving() {
            return out.refuse(ON_ITS_WAY);
        }
        let of = Paper::ALL.map(|paper| (paper.said().to_owned(), paper.said().to_owned()));
        self.ask(Asking::choose(Asked::Paper, "What is written to a file?", of));
    }

    /// What was answered of a paper.
    pub(super) fn paper(&mut self, asked: Asked, said: &str, line: Asking, out: &mut Out) {
        match asked {
            Asked::Paper => {
                let Some(paper) = Paper::ALL.into_iter().find(|paper| paper.said() == said) else { return };
                let of = paper.forms().iter().map(|form| (form.said().to_owned(), form.said().to_owned()));
                self.ask(Asking::choose(Asked::PaperForm(paper), "In which form?", of));
            }
            Asked::PaperForm(paper) => {
                let form = paper.forms().iter().find(|form| form.said() == said);
                let (Some(form), Some(open)) = (form, &self.open) else { return };
                let place = format!("{}/{}/out/{}", places::AUDITS, open.id, paper.file(*form));
                self.ask_where(paper, *form, &place);
            }
            Asked::PaperPlace(paper, form) => {
                let ending = format!(".{}", form.ending());
                if !said.to_lowercase().ends_with(&ending) {
                    self.asking = Some(line);
                    return out.refuse(format!(
                        "Its name ends in {ending}: add that, or Esc and choose another form"
                    ));
                }
                self.write_paper((paper, form), said.to_owned(), false, out);
            }
            Asked::PaperReplace(paper, form, to) if said == REPLACE => {
                self.write_paper((paper, form), to, true, out);
            }
            Asked::PaperReplace(paper, form, to) => self.ask_where(paper, form, &to),
            _ => {}
        }
    }

    fn ask_where(&mut self, paper: Paper, form: Form, begun: &str) {
        let question = "Where to? A file of the workspace, or a whole path";
        self.ask(Asking::words(Asked::PaperPlace(paper, form), question, begun));
    }

    fn write_paper(&mut self, paper: (Paper, Form), to: String, replace: bool, out: &mut Out) {
        let Some(open) = &self.open else { return };
        let (audit, today) = (open.id.clone(), self.today);
        out.say(format!("Making {to}"));
        let asked = PaperAsked { audit, paper, to, replace, today };
        out.effects.push(Effect::WritePaper(Box::new(asked)));
    }

    /// What came of asking for a paper.
    pub fn papered(&mut self, asked: &PaperAsked, came: PaperCame, out: &mut Out) {
        tell(&came, &asked.to, out);
        let here = self.open.as_ref().is_some_and(|open| open.id == asked.audit);
        if !here || self.asking.is_some() {
            return;
        }
        let (paper, form) = asked.paper;
        match came {
            PaperCame::Written { told, .. } if told.is_empty() => {}
            PaperCame::Written { said, told } => {
                // The page says where it is.
                out.say("Written.");
                let lines = [said].into_iter().chain(told).collect();
                self.show(Told { written: true, lines });
            }
            PaperCame::Refused(lines) => self.show(Told { written: false, lines }),
            PaperCame::Another => {
                let of = [(REPLACE, "replace it"), ("elsewhere", "give another place")];
                let of = of.map(|(code, words)| (code.to_owned(), words.to_owned()));
                let question = format!("Another file is there: {}", asked.to);
                self.ask(Asking::choose(Asked::PaperReplace(paper, form, asked.to.clone()), &question, of));
            }
            PaperCame::Failed(_) => self.ask_where(paper, form, &asked.to),
        }
    }

    fn show(&mut self, told: Told) {
        self.told = told;
        self.turn_to(Page::Paper);
    }

    pub(super) fn paper_sheet(&self, sheet: &mut Sheet) {
        let Told { written, lines } = &self.told;
        for (nth, line) in lines.iter().enumerate() {
            let role = match (nth, written) {
                (0, true) => Role::Good,
                (0, false) => Role::Bad,
                _ => Role::Plain,
            };
            // Where it is comes first, as it is.
            let said = if (nth, *written) == (0, true) { format!("{line}.") } else { sentence(line) };
            sheet.indented(role, &said, 1);
            if nth == 0 {
                sheet.gap();
            }
        }
    }
}

/// Says in a sentence what came of a paper, wherever one is by then.
pub fn tell(came: &PaperCame, to: &str, out: &mut Out) {
    match came {
        PaperCame::Written { said, .. } => out.say(format!("{said}.")),
        PaperCame::Refused(_) => out.refuse(format!("{to} was not written")),
        PaperCame::Another => {
            out.refuse(format!("{to} is there already and says something else: it was left alone"));
        }
        PaperCame::Failed(why) => out.refuse(format!("Not written: {why}")),
    }
}
