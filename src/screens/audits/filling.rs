//! A return filled in here: what each key comes to. Every answer is on its way to the disk before the next is asked for; what was
//! accepted is only shown. What words come to is in `writing`, how it looks in `filling_page`.

use super::asking::{Asked, Asking};
use super::days;
use super::scrolled::Scrolled;
use super::{Page, State};
use crate::base::id::{AuditId, QuestionId};
use crate::base::text::one_line;
use crate::command::Command;
use crate::domain::audit::form::{self, Asks, Field, Line, Said};
use crate::domain::audit::{
    Answer, AnswerKind, Confidence, Evidence, Filled, NonScore, Query, Question, Return, ReturnState,
    proof_lines, rules,
};
use crate::effect::Change;
use crate::files::places;
use crate::screens::Out;

/// What is asked for beside an answer that has to be shown.
const SHOWS: &str = "What shows it, and where? One a line; its day as [from 3 Dec 2026]";

/// What can be chosen, by code and words.
type Offered = Vec<(String, String)>;

impl State {
    /// The return of the child and agency that are looked at, where one has come or was begun.
    pub(super) fn came(&self) -> Option<&Return> {
        let (case, agency) = (self.case()?, self.agency()?);
        self.folder()?.returns.iter().find(|of| of.case == *case && of.agency == *agency)
    }

    /// The return as it is, or as it would be begun.
    pub(super) fn of(&self) -> Option<Return> {
        if let Some(of) = self.came() {
            return Some(of.clone());
        }
        let audit = self.audit()?;
        Some(Return {
            schema: 1,
            audit: audit.id.clone(),
            template_sha256: audit.template.sha256.clone(),
            case: self.case()?.clone(),
            agency: self.agency()?.clone(),
            ..Return::default()
        })
    }

    /// The lines to fill in: what is asked of this agency after its answers so far.
    pub(super) fn lines(&self) -> Option<Vec<Line<'_>>> {
        let (audit, template, of) = (self.audit()?, self.asked()?, self.of()?);
        let kind = &audit.agency(&of.agency)?.kind;
        let shown: Vec<&QuestionId> = template
            .for_agency(Some(kind), &of.given())
            .into_iter()
            .flat_map(|(_, asked)| asked)
            .map(|question| &question.id)
            .collect();
        let mut lines = form::lines(audit, template, kind, (of.case.as_str(), of.agency.as_str()));
        lines.retain(|line| match &line.asks {
            Asks::Question(question) => shown.contains(&&question.id),
            Asks::Field(Field::ConcernWhat | Field::ConcernTold) => of.immediate_concern.is_some(),
            Asks::Field(_) => true,
            Asks::Heading | Asks::Titles | Asks::Mark(..) => false,
        });
        Some(lines)
    }

    fn line(&self) -> Option<Line<'_>> {
        let at = self.open.as_ref()?.at;
        self.lines()?.into_iter().nth(at)
    }

    pub(super) fn line_key(&self) -> Option<String> {
        self.line().map(|line| line.key)
    }

    pub(super) fn line_keys(&self) -> Vec<String> {
        self.lines().unwrap_or_default().into_iter().map(|line| line.key).collect()
    }

    pub(super) fn question(&self) -> Option<&Question> {
        match self.line()?.asks {
            Asks::Question(question) => Some(question),
            _ => None,
        }
    }

    /// Whether a question is in hand, and no line about the return as a whole.
    pub(super) fn on_question(&self) -> bool {
        self.page == Page::Filling && self.question().is_some()
    }

    /// Opens the return at what was asked back and waits, else at the first line that has no answer of this audit; one that was
    /// accepted at its beginning.
    pub(super) fn open_return(&mut self) {
        let first = self.lines().and_then(|lines| {
            let of = self.of().filter(|of| of.state != ReturnState::Accepted)?;
            let asked = |line: &Line<'_>| {
                let mut open = of.queries.iter().filter(|query| query.is_open());
                open.any(|query| query.about.as_ref().is_some_and(|id| id.as_str() == line.key))
            };
            lines.iter().position(asked).or_else(|| {
                lines.iter().position(|line| said_in(&of, line).is_empty() || taken_over(&of, line).is_some())
            })
        });
        if let Some(open) = &mut self.open {
            open.at = first.unwrap_or(0);
        }
        self.turn_to(Page::Filling);
    }

    pub(super) fn run_filling(&mut self, command: Command, out: &mut Out) {
        match command {
            Command::NextQuestion => self.turn_line(1, out),
            Command::PreviousQuestion => self.turn_line(-1, out),
            Command::Back => self.turn_to(Page::Board),
            Command::Level(n) => self.choose(usize::from(n), out),
            Command::NoScore(one) => self.no_score(one, out),
            Command::Write => self.write_words(out),
            Command::Because => self.ask_about(Asked::Reason, "Why?", |answer| answer.reason.clone()),
            Command::SoWhat => {
                self.ask_about(Asked::SoWhat, "What did it mean for the child?", |answer| {
                    answer.so_what.clone()
                });
            }
            Command::Evidence => self.ask_about(Asked::Evidence, SHOWS, shown),
            Command::Sure => self.turn_sure(out),
            Command::Submit => self.submit(out),
            Command::Reply if self.asked_back().is_empty() => {
                out.refuse("Nothing was asked back that waits for a reply");
            }
            Command::Reply => {
                let question = "What does the agency say to what was asked?";
                self.ask(Asking::words(Asked::Reply, question, ""));
            }
            key => self.scroll = self.scroll.after(key),
        }
    }

    fn line_by(&mut self, by: isize) {
        let last = self.lines().map_or(0, |lines| lines.len().saturating_sub(1));
        if let Some(open) = &mut self.open {
            open.at = open.at.saturating_add_signed(by).min(last);
            self.scroll = Scrolled::default();
        }
    }

    /// The line after or before; where there is none, that is said.
    fn turn_line(&mut self, by: isize, out: &mut Out) {
        let at = |state: &Self| state.open.as_ref().map(|open| open.at);
        let before = at(self);
        self.line_by(by);
        if at(self) == before {
            out.say(match self.came().map(|of| of.state) {
                _ if by < 0 => "This is the first question",
                Some(ReturnState::Accepted) => "This is the last question: Esc goes back to the board",
                _ => "This is the last question: S submits the return, Esc goes back to the board",
            });
        }
    }

    /// The answer to the question in hand, as it is.
    pub(super) fn answer_now(&self) -> Option<Answer> {
        let question = self.question()?;
        let known = self.of()?.answer(&question.id).cloned();
        Some(known.unwrap_or_else(|| Answer { question: question.id.clone(), ..Answer::default() }))
    }

    /// Chooses what has this number.
    fn choose(&mut self, nth: usize, out: &mut Out) {
        let Some((offered, line)) = self.offered() else { return };
        let Some((code, _)) = offered.get(nth.wrapping_sub(1)).cloned() else {
            return out.refuse(format!("There is no answer {nth} here"));
        };
        match line {
            Some(field) => self.fill(vec![Filled::Field(field, Said::Words(code))], None, 1, out),
            None => {
                let (Some(question), Some(answer)) = (self.question().cloned(), self.answer_now()) else {
                    return;
                };
                if question.kind() == AnswerKind::Multi {
                    let mut all = answer.answer.clone();
                    all.retain(|one| NonScore::of(one).is_none());
                    if !all.contains(&code) {
                        all.push(code);
                    } else if answer.carried.is_none() {
                        all.retain(|one| *one != code);
                    }
                    return self.fill(vec![Filled::Answer(answer.saying(all))], None, 0, out);
                }
                let answer = answer.saying(vec![code]);
                // What has to be shown is asked for at once, and nothing else holds anybody up.
                let wants = question.evidence == Evidence::Required && answer.evidence.is_empty();
                self.fill(vec![Filled::Answer(answer)], None, usize::from(!wants), out);
                if wants && self.asking.is_none() {
                    self.ask_about(Asked::Evidence, SHOWS, shown);
                }
            }
        }
    }

    /// What can be chosen by number, and the line about the return as a whole it belongs to, where it is one.
    pub(super) fn offered(&self) -> Option<(Offered, Option<Field>)> {
        let template = self.asked()?;
        let said = |offers: Vec<form::Offer<'_>>| -> Offered {
            offers
                .iter()
                .map(|(code, word, sign)| ((*code).to_owned(), format!("{sign} {word}").trim().to_owned()))
                .collect()
        };
        Some(match self.line()?.asks {
            Asks::Question(question) => (said(form::options(question, template)), None),
            Asks::Field(Field::Grade) => (said(form::grades(template)), Some(Field::Grade)),
            Asks::Field(field) if field.is_yes_no() => {
                (["Yes", "No"].map(|word| (word.to_owned(), word.to_owned())).to_vec(), Some(field))
            }
            _ => (Vec::new(), None),
        })
    }

    fn no_score(&mut self, one: NonScore, out: &mut Out) {
        let Some(template) = self.asked() else { return };
        if !form::non_scores(template).iter().any(|(code, ..)| *code == one.code()) {
            return out.refuse("This audit does not offer that answer");
        }
        let wants = one.needs_reason(&template.non_scores);
        let Some(answer) = self.answer_now() else { return };
        let answer = answer.saying(vec![one.code().to_owned()]);
        let wants = wants && answer.reason.is_empty();
        self.fill(vec![Filled::Answer(answer)], None, usize::from(!wants), out);
        if wants && self.asking.is_none() {
            self.ask_about(Asked::Reason, "Why?", |answer| answer.reason.clone());
        }
    }

    /// Enter: words where words are wanted, else the next line.
    fn write_words(&mut self, out: &mut Out) {
        let Some((offered, _)) = self.offered() else { return };
        if !offered.is_empty() {
            return self.turn_line(1, out);
        }
        let (Some(of), Some(line)) = (self.of(), self.line()) else { return };
        if of.state == ReturnState::Accepted {
            return out.refuse("It was accepted, and what was accepted stays as it is");
        }
        let now = shown_in(&of, &line);
        let asking = match line.asks {
            Asks::Question(question) => Asking::words(Asked::Words, wants(question), &now),
            Asks::Field(field) if field.is_day() => {
                Asking::words(Asked::Line(line.key.clone()), days::ASKED, &now)
            }
            _ => Asking::words(Asked::Line(line.key.clone()), "What is to stand there?", &now),
        };
        self.ask(asking);
    }

    fn ask_about(&mut self, asked: Asked, question: &str, now: impl Fn(&Answer) -> String) {
        let text = self.answer_now().map(|answer| now(&answer)).unwrap_or_default();
        self.ask(Asking::words(asked, question, &text));
    }

    fn turn_sure(&mut self, out: &mut Out) {
        let Some(mut answer) = self.answer_now() else { return };
        answer.confidence = match answer.confidence {
            None => Some(Confidence::Recorded),
            Some(Confidence::Recorded) => Some(Confidence::Inferred),
            Some(Confidence::Inferred) => Some(Confidence::NotRecorded),
            Some(Confidence::NotRecorded) => None,
        };
        self.fill(vec![Filled::Answer(answer)], None, 0, out);
    }

    /// Sends pieces to the disk, and goes on by so many lines.
    pub(super) fn fill(&mut self, pieces: Vec<Filled>, line: Option<Asking>, on: usize, out: &mut Out) {
        let said = match pieces.as_slice() {
            [Filled::Answer(answer)] if !answer.answer.is_empty() => {
                let words = answer.answer.iter().map(|one| self.word_of(&answer.question, one));
                let before = self.of().and_then(|of| of.answer(&answer.question).cloned());
                let same = before.is_some_and(|one| one.carried.is_some() && one.answer == answer.answer);
                let doing = if same && answer.carried.is_none() { "Confirmed" } else { "Answered" };
                format!("{doing}: {}", one_line(&words.collect::<Vec<_>>().join(", ")))
            }
            [piece @ Filled::Submitted(..)] => match self.of().map(|of| of.after(piece, &[])) {
                Some(of) if of.has_open_query() => {
                    "Submitted; what was asked and not changed still waits for a reply: r writes it"
                        .to_owned()
                }
                _ => "Submitted".to_owned(),
            },
            _ => "Kept".to_owned(),
        };
        self.send(said, pieces, line, out);
        for _ in 0..on {
            self.line_by(1);
        }
    }

    /// What people read for the code of an answer.
    pub(super) fn word_of(&self, question: &QuestionId, code: &str) -> String {
        let of = || {
            let template = self.asked()?;
            Some(form::word(code, template.question(question)?, template))
        };
        days::said(&of().unwrap_or_else(|| code.to_owned()))
    }

    fn send(&mut self, said: String, pieces: Vec<Filled>, line: Option<Asking>, out: &mut Out) {
        let (Some(of), Some(template)) = (self.of(), self.asked()) else { return };
        let order: Vec<QuestionId> = template.questions().map(|question| question.id.clone()).collect();
        let path = places::audit_return(&of.audit, &of.case, &of.agency);
        let seen = Box::new(self.looked().of.clone().unwrap_or_default());
        let then = pieces.iter().fold(of.clone(), |of, piece| of.after(piece, &order));
        if let Some(open) = &mut self.open {
            // Seen at once, and taken back from the screen if the disk refuses it.
            open.folder.returns.retain(|one| (&one.case, &one.agency) != (&of.case, &of.agency));
            open.folder.returns.push(then);
        }
        let change = Change::Filled { fresh: Box::new(of), seen, pieces, order };
        self.write(said, path, change, line, out);
    }

    /// What was asked back of the line in hand, or of the return as a whole, and has no reply.
    fn asked_back(&self) -> Vec<Query> {
        let (Some(of), Some(line)) = (self.of(), self.line()) else { return Vec::new() };
        let about = |query: &&Query| query.about.as_ref().is_none_or(|id| id.as_str() == line.key);
        of.queries.iter().filter(|query| query.answered.is_none()).filter(about).cloned().collect()
    }

    pub(super) fn reply(&mut self, text: String, line: Asking, out: &mut Out) {
        let (to, on) = (self.asked_back(), self.today);
        let Some(of) = self.of() else { return };
        let path = places::audit_return(&of.audit, &of.case, &of.agency);
        self.write("Reply noted".to_owned(), path, Change::Reply { to, on, text }, Some(line), out);
    }

    /// What stands in the way of taking the return.
    pub(super) fn missing(&self) -> Vec<rules::Doubt> {
        let found = || -> Option<Vec<rules::Doubt>> {
            let (audit, template, of) = (self.audit()?, self.asked()?, self.of()?);
            Some(rules::doubts(&of, template, &audit.agency(&of.agency)?.kind))
        };
        found().unwrap_or_default()
    }
}

/// What a line says in a return; empty where it says nothing.
pub(super) fn said_in(of: &Return, line: &Line<'_>) -> String {
    match line.asks {
        Asks::Question(question) => {
            of.answer(&question.id).map(|one| one.answer.join(", ")).unwrap_or_default()
        }
        _ => form_words(of, line).unwrap_or_default(),
    }
}

/// The earlier audit that what a line says was taken over from, while nobody has confirmed it.
pub(super) fn taken_over<'a>(of: &'a Return, line: &Line<'_>) -> Option<&'a AuditId> {
    let Asks::Question(question) = line.asks else { return None };
    of.answer(&question.id)?.carried.as_ref()
}

pub(super) fn form_words(of: &Return, line: &Line<'_>) -> Option<String> {
    let Asks::Field(field) = line.asks else { return None };
    Some(match form::said(of, field) {
        Said::Words(words) => words,
        Said::Day(day) => day.to_string(),
    })
}

/// The same as people read it: a day as it is said.
pub(super) fn shown_in(of: &Return, line: &Line<'_>) -> String {
    let is_day = match line.asks {
        Asks::Question(question) => question.kind() == AnswerKind::Date,
        Asks::Field(field) => field.is_day(),
        _ => false,
    };
    let said = said_in(of, line);
    if is_day { days::said(&said) } else { said }
}

pub(super) fn wants(question: &Question) -> &'static str {
    match question.kind() {
        AnswerKind::Number => "a number",
        AnswerKind::Date => days::ASKED,
        _ => "words",
    }
}

/// What shows an answer, one a line, with its days.
pub(super) fn shown(answer: &Answer) -> String {
    proof_lines::lines(&answer.evidence)
}
