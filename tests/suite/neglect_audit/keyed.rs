//! The same by keys, with the real program in a terminal of 80 by 24: one agency's whole return, what it is asked back, the panel on
//! all six children, what is recommended. How it begins by keys is in `begun`, and how it ends in `ended`. The program is ended once in the middle, and killed once while somebody types.

use super::book::{Agency, chosen};
use super::chaired::{ACCEPTED, PANEL, actions, agreed, lines, linked_both_ways, register};
use super::desk::Desk;
use crate::journey::own_copy;
use crate::terminal::Terminal;
use crate::workspaces::{assert_clean, text};
use chairside::base::id::{AgencyId, CaseId, QuestionId};
use chairside::base::stamp::long_date;
use chairside::domain::audit::form::{self, Asks, Field};
use chairside::domain::audit::settling::looked_at;
use chairside::domain::audit::{
    Evidence, Finding, FindingKind, Ground, Panel, Resolved, Results, Return, Settled,
};
use chairside::files::{
    audit_folder::AuditFolder, audit_return, audit_template, places, workspace::Workspace,
};
use std::fs;

pub(super) const DOWN: &str = "\u{1b}[B";
pub(super) const RIGHT: &str = "\u{1b}[C";
pub(super) const ESC: &str = "\u{1b}";
/// The keys of choices, in order.
const CHOICES: &str = "123456789abcdfghijklmnopqrstuvwxyz";
/// The return that is filled in by keys: of youth justice, about C4.
const RETURN: (usize, usize) = (3, 7);

/// Clears the line.
pub(super) const CLEAR: &str = "\u{15}";

/// Somebody at the keys.
pub(super) struct Hands<'a> {
    pub desk: &'a Desk,
    pub terminal: Terminal,
    /// How many keys were pressed that are no words.
    keys: usize,
}

impl<'a> Hands<'a> {
    /// The program started on a day, at the list of audits, which says this.
    pub fn at_the_list(desk: &'a Desk, today: &str, says: &str) -> Self {
        let args = ["-w", desk.root.to_str().unwrap(), "--today", today];
        let terminal = Terminal::start(&args, desk.folder(), &[("NO_COLOR", "1"), ("USER", "jo")], 24, 80);
        let mut hands = Self { desk, terminal, keys: 0 };
        hands.terminal.wait_for("u audits");
        hands.press("u");
        hands.terminal.wait_for(says);
        hands
    }

    /// The program started on a day, at the board of the audit.
    pub fn at_the_board(desk: &'a Desk, today: &str) -> Self {
        let mut hands = Self::at_the_list(desk, today, "1 audit");
        hands.opens();
        hands
    }

    /// Enter opens the board.
    pub fn opens(&mut self) {
        self.press("\r");
        self.saved();
    }

    /// Waits until the board says that all of it is on the disk.
    pub fn saved(&self) {
        self.terminal.wait("the board", |screen| {
            let shown = screen.contents();
            shown.contains("returns due") && shown.contains(" saved")
        });
    }

    /// To one child and one agency of the board, from the first of both.
    pub fn to(&mut self, case: usize, agency: usize) {
        self.press(&format!("{}{}", DOWN.repeat(case), RIGHT.repeat(agency)));
    }

    pub fn press(&mut self, keys: &str) {
        self.keys += if keys.starts_with('\u{1b}') { 1 } else { keys.chars().count() };
        self.terminal.send(keys);
    }

    /// Words and the Enter that keeps them.
    pub fn write(&mut self, words: &str) {
        self.terminal.send(words);
        self.press("\r");
    }

    pub fn choose(&mut self, nth: usize) {
        self.press(&CHOICES[nth..=nth]);
    }

    /// Waits until the screen says this, however its lines are broken.
    #[track_caller]
    pub fn sees(&self, words: &str) {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = plain(words);
        self.terminal.wait(&format!("“{words}”"), |screen| plain(&screen.contents()).contains(&words));
    }

    /// Waits until a line of the screen begins so.
    #[track_caller]
    fn at_line(&self, words: &str) {
        let is = |line: &str| {
            line.trim()
                .strip_prefix(words)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        self.terminal.wait(&format!("“{words}”"), |screen| screen.contents().lines().any(is));
    }

    pub fn leaves(mut self) {
        self.press("q");
        assert_eq!(self.terminal.exit_code(), 0);
        self.terminal.assert_restored();
    }
}

/// What the audit's files say now.
fn read(desk: &Desk) -> (AuditFolder, Resolved) {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let folder = desk.root.join(places::AUDITS).join(desk.plan.id);
    for part in ["", "returns", "panel"] {
        for entry in fs::read_dir(folder.join(part)).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let name = path.strip_prefix(&desk.root).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let mut workspace = Workspace::load(files, &[], &[]);
    let of = workspace.audit_folders.remove(&desk.plan.id.into()).unwrap();
    let template = audit_template::frozen(&text(&desk.root, &places::frozen_template(&of.audit.id))).unwrap();
    (of, template)
}

/// From the last return on, by keys.
pub(super) fn by_keys(desk: &Desk) {
    filled_in(desk);
    let (of, template) = read(desk);
    let results = Results::of(&of.audit, &template, &of.returns, &[]);
    let mut hands = Hands::at_the_board(desk, PANEL);
    hands.press("s");
    hands.sees("How far has this audit got?");
    hands.press("4");
    hands.sees("The audit is at: panel");
    hands.press("p");
    for n in 1..=6 {
        let panel = agreed(n);
        let list =
            looked_at(&results, &panel.case).iter().map(|one| one.outcome.question.id.clone()).collect();
        let agencies = of.audit.agencies.iter().map(|one| one.id.clone()).collect();
        let mut sitting = Sitting { hands, results: &results, list, agencies, at: 0 };
        sitting.sits(&panel);
        hands = match n {
            // The program is ended after the second child, and taken up where it was left.
            2 => {
                sitting.hands.leaves();
                let mut again = Hands::at_the_board(desk, PANEL);
                again.press(&DOWN.repeat(2));
                again.press("p");
                again
            }
            6 => {
                sitting.hands.leaves();
                break;
            }
            _ => {
                sitting.hands.press("]");
                sitting.hands
            }
        };
    }
    recommends(desk);
    linked_both_ways(desk);
    let mut hands = Hands::at_the_board(desk, "2027-02-09");
    hands.press("s");
    hands.choose(4);
    hands.sees("The audit is at: report");
    hands.leaves();
    assert_clean(&desk.root);
}

/// One return is filled in whole, question by question, submitted and accepted.
fn filled_in(desk: &Desk) {
    let (of, template) = read(desk);
    let (case, agency) = (&of.audit.cases[RETURN.0].id, &of.audit.agencies[RETURN.1]);
    let path = places::audit_return(&of.audit.id, case, &agency.id);
    let by_workbook = audit_return::load(&text(&desk.root, &path)).value.unwrap();
    fs::remove_file(desk.root.join(&path)).unwrap();
    let mut hands = Hands::at_the_board(desk, "2027-01-06");
    hands.to(RETURN.0, RETURN.1);
    hands.press("\r");
    hands.sees("C4, Wrenshire Youth Justice Service");
    let answers = Agency::of("answers", agency.id.as_str(), desk.plan.later);
    let lines = form::lines(&of.audit, &template, &agency.kind, (case.as_str(), agency.id.as_str()));
    let asked: Vec<_> = lines
        .iter()
        .filter(|line| match &line.asks {
            Asks::Question(_) => true,
            Asks::Field(field) => !matches!(field, Field::ConcernWhat | Field::ConcernTold),
            _ => false,
        })
        .collect();
    hands.press("S");
    hands.sees("things are missing or not right. Enter goes to it.");
    hands.press("\r");
    hands.keys = 0;
    let mut filler = Filler { hands, answers: &answers, about: case.as_str(), template: &template, n: 0 };
    for (at, line) in asked.iter().enumerate() {
        filler.hands.at_line(&format!("{} of {}", at + 1, asked.len()));
        filler.hands.sees(&line.label);
        filler.line(&line.asks, at + 1 == asked.len());
    }
    let Filler { mut hands, n: questions, .. } = filler;
    let keys = hands.keys;
    // Ten minutes for sixty questions are ten seconds each: what is no word takes a few keys of them.
    assert!(questions >= 20 && keys <= questions * 5, "{keys} keys for {questions} questions");
    hands.press("S");
    hands.sees("Submitted");
    let now = audit_return::load(&text(&desk.root, &path)).value.unwrap();
    let (accepted, accepted_sha256, submitted) = (None, None, None);
    let bare = |of: &Return| Return {
        state: now.state,
        accepted,
        accepted_sha256: accepted_sha256.clone(),
        submitted,
        ..of.clone()
    };
    assert_eq!(bare(&now), bare(&by_workbook), "by keys and by workbook");
    hands.leaves();
    // What is not clear is asked back, and the agency answers.
    let (question, reply) = ("Which plan was it?", "The plan of spring, as the file has it.");
    let mut hands = Hands::at_the_board(desk, "2027-01-08");
    hands.to(RETURN.0, RETURN.1);
    hands.press("Q");
    hands.write(question);
    hands.sees("Asked, and noted.");
    hands.sees(&format!("Asked on Fri 8 Jan 2027: {question}"));
    hands.press("A");
    hands.sees("The return for C4 by youth-justice cannot be accepted");
    hands.press("\r");
    hands.sees("C4, Wrenshire Youth Justice Service");
    hands.press("r");
    hands.write(reply);
    hands.sees("Reply noted");
    hands.leaves();
    let mut hands = Hands::at_the_board(desk, "2027-01-11");
    hands.to(RETURN.0, RETURN.1);
    hands.press("A");
    hands.sees("C4 by youth-justice is accepted");
    hands.leaves();
    let mut now = audit_return::load(&text(&desk.root, &path)).value.unwrap();
    let queries = std::mem::take(&mut now.queries);
    let [asked] = queries.as_slice() else { panic!("{queries:?}") };
    assert_eq!((asked.text.as_str(), asked.answered.is_some()), (question, true), "{asked:?}");
    assert!(text(&desk.root, &path).contains(reply));
    let sealed = now.accepted_sha256.take();
    assert!(sealed.is_some() && sealed != by_workbook.accepted_sha256, "what was asked is sealed with it");
    assert_eq!(now, Return { accepted_sha256: None, ..by_workbook });
}

/// A return being filled in.
struct Filler<'a> {
    hands: Hands<'a>,
    answers: &'a Agency,
    about: &'a str,
    template: &'a Resolved,
    /// How many questions were answered.
    n: usize,
}

impl Filler<'_> {
    fn line(&mut self, asks: &Asks<'_>, last: bool) {
        match asks {
            Asks::Field(field) => self.field(*field, last),
            Asks::Question(question) => {
                self.question(question);
                self.n += 1;
            }
            _ => {}
        }
    }

    fn field(&mut self, field: Field, last: bool) {
        let about = &self.answers.children[self.about];
        let until = self.hands.desk.plan.day("2026-12-01");
        let words = match field {
            Field::Auditor => Some(self.answers.auditor.clone()),
            Field::SignedOff => self.answers.signed_off.clone(),
            // Days are taken in every form in which they are typed in a meeting.
            Field::SignedOn => self.answers.signed_on.map(|day| day.format("%-d %b").to_string()),
            Field::From => Some(format!("1/1/2026\r{}", until.format("%a %-d %b %Y"))),
            Field::To => {
                self.hands.sees(&long_date(until));
                return self.hands.press(RIGHT);
            }
            Field::Records => Some(self.answers.records.join("\u{1b}\r")),
            Field::Reason => Some(about.why.clone()),
            Field::Strengths => about.strengths.clone(),
            Field::Develop => about.develop.clone(),
            Field::Learning => about.learning.clone(),
            Field::Barriers => about.barriers.clone(),
            Field::Worker => about.worker.clone(),
            Field::Child => about.child.clone(),
            Field::Parent => about.parent.clone(),
            Field::Independent => return self.hands.choose(usize::from(self.answers.independent == "No")),
            Field::Concern => return self.hands.choose(1),
            Field::Grade => {
                let at = form::grades(self.template).iter().position(|(code, ..)| *code == about.grade);
                return self.hands.choose(at.unwrap());
            }
            Field::ConcernWhat | Field::ConcernTold => return,
        };
        match words {
            Some(words) => {
                self.hands.press("\r");
                self.hands.write(&words);
                if field == Field::From {
                    // The day until which was asked for with it, and stands in its own line, which was passed by.
                    self.hands.press("N");
                    self.hands.sees("Kept");
                }
            }
            None if last => {}
            None => self.hands.press(RIGHT),
        }
    }

    fn question(&mut self, question: &chairside::domain::audit::Question) {
        let about = &self.answers.children[self.about];
        let key = question.id.as_str();
        let offered = form::options(question, self.template);
        let at = |code: &str| offered.iter().position(|(known, word, _)| *known == code || *word == code);
        match key {
            "neglect-kind" => {
                for kind in about.kinds.split("; ") {
                    self.hands.choose(at(kind).unwrap());
                }
                return self.hands.press("\r");
            }
            "core-missing-voices" => {
                self.hands.press("\r");
                return self.hands.write(&about.missing);
            }
            _ => {}
        }
        let said = about.answers.get(key).unwrap_or(&about.rest);
        let mut parts = said.split(" | ").map(str::trim);
        let (code, first, second) = (parts.next().unwrap(), parts.next(), parts.next());
        chosen(code);
        if let Some(other) =
            ["na", "not_known", "not_informed", "insufficient_evidence"].iter().position(|one| *one == code)
        {
            if let Some(why) = first {
                self.hands.press("b");
                self.hands.write(why);
            }
            return self.hands.press(&"xkis"[other..=other]);
        }
        self.hands.press(if first.is_some() { "f" } else { "ff" });
        if let Some(so_what) = second {
            self.hands.press("w");
            self.hands.write(so_what);
        }
        let usual = &self.answers.evidence[self.n % self.answers.evidence.len()];
        let day = self.hands.desk.plan.day("2026-12-01").format("%-d %b %Y");
        let shown = format!("{} [from {day}]", first.unwrap_or(usual));
        let at_once = question.evidence == Evidence::Required;
        if !at_once {
            self.hands.press("e");
            self.hands.write(&shown);
        }
        self.hands.choose(at(code).unwrap());
        if at_once {
            self.hands.write(&shown);
        }
    }
}

/// The panel on one child.
struct Sitting<'a> {
    hands: Hands<'a>,
    results: &'a Results<'a>,
    /// The questions in the panel's order.
    list: Vec<QuestionId>,
    agencies: Vec<AgencyId>,
    at: usize,
}

impl Sitting<'_> {
    fn sits(&mut self, panel: &Panel) {
        let case = &panel.case;
        self.hands.sees(&format!("{case} at the panel"));
        self.hands.at_line(&format!("Question 1 of {}", self.list.len()));
        self.hands.press("a");
        for agency in &panel.sitting.present {
            self.hands.choose(self.agency(agency));
        }
        let n = panel.sitting.present.len();
        self.hands
            .terminal
            .wait("everybody who is here", |screen| screen.contents().matches("(here)").count() == n);
        // What follows Esc too closely would be one key with it.
        self.hands.press(ESC);
        self.hands.terminal.wait("nothing asked", |screen| !screen.contents().contains("Who is here?"));
        for finding in &panel.findings {
            self.found(panel, finding);
        }
        for settled in &panel.settled {
            self.settles(case, settled);
        }
        if case.as_str() == "C4" {
            self.concern();
        }
        self.altogether(panel);
        for missing in &panel.missing {
            self.hands.press("m");
            if missing == &panel.missing[0] {
                // Who is here was not missing.
                self.hands.write("Children's social care");
                self.hands.sees("is here, so it is not missing");
                self.hands.press("\u{15}");
            }
            self.hands.write(&missing.agency);
            self.hands.write(&missing.why);
            self.hands.sees("Missing agency noted");
        }
    }

    fn agency(&self, id: &AgencyId) -> usize {
        self.agencies.iter().position(|one| one == id).unwrap()
    }

    fn to(&mut self, question: &QuestionId) {
        let to = self.list.iter().position(|one| one == question).unwrap();
        let (key, n) = if to < self.at { ("b", self.at - to) } else { ("n", to - self.at) };
        self.hands.press(&key.repeat(n));
        self.at = to;
        self.hands.at_line(&format!("Question {} of {}", to + 1, self.list.len()));
    }

    fn found(&mut self, panel: &Panel, finding: &Finding) {
        let (first, more) = finding.questions.split_first().unwrap();
        self.to(first);
        self.hands.press(if finding.kind == FindingKind::Strength { "s" } else { "w" });
        self.hands.write(&finding.text);
        self.hands.sees("Is it about");
        self.hands.press(if finding.ground == Ground::System { "2" } else { "1" });
        self.hands.sees(&format!("{} found", finding.id));
        for question in more {
            self.to(question);
            self.hands.press("l");
            let before = panel.findings.iter().take_while(|one| one.id != finding.id);
            self.hands.choose(before.filter(|one| !one.questions.contains(question)).count());
            self.hands.sees(&format!("{} rests on this question too", finding.id));
        }
    }

    /// The number of the key of a grade of the question in hand.
    fn grade(&self, question: &QuestionId, grade: &str) -> usize {
        let outcome = self.results.questions.iter().find(|one| one.question.id == *question).unwrap();
        outcome.tallies.iter().position(|tally| tally.code == grade).unwrap()
    }

    /// The word people read for it.
    fn word(&self, question: &QuestionId, grade: &str) -> String {
        let template = self.results.template;
        form::word(grade, template.question(question).unwrap(), template)
    }

    fn settles(&mut self, case: &CaseId, settled: &Settled) {
        self.to(&settled.question);
        match &settled.grade {
            None => {
                self.hands.press("p");
                self.hands.write(&settled.reason);
                self.hands.sees(&format!("parked: {}", settled.reason));
                // What is seen at once is on the disk when that is said.
                self.hands.sees("Parked. u takes it back.");
            }
            Some(grade) => {
                self.hands.press("g");
                self.hands.choose(self.grade(&settled.question, grade));
                // Where every agency gave it, nobody has to say why.
                if !settled.reason.is_empty() {
                    self.hands.sees("Because?");
                    self.hands.write(&settled.reason);
                }
                let word = self.word(&settled.question, grade);
                self.hands.sees(&format!("Agreed: {word}. u takes it back."));
            }
        }
        for dissent in &settled.dissent {
            self.hands.press("d");
            self.hands.choose(self.agency(&dissent.agency));
            self.hands.choose(self.grade(&settled.question, &dissent.grade));
            self.hands.write(&dissent.why);
            self.hands.sees("Dissent noted");
        }
        let path = places::audit_panel(&self.hands.desk.plan.id.into(), case);
        assert!(text(&self.hands.desk.root, &path).contains(settled.question.as_str()), "{path}");
    }

    fn altogether(&mut self, panel: &Panel) {
        let levels = form::grades(self.results.template);
        let level = |grade: &str| levels.iter().position(|(code, ..)| *code == grade).unwrap();
        let overall = panel.overall.as_ref().unwrap();
        let grade = overall.overall.grade.as_str();
        self.hands.press("o");
        self.hands.choose(level(grade));
        if panel.case.as_str() == "C5" {
            self.hands.terminal.send(&overall.overall.reason[..40]);
            self.killed_while_typing(&overall.overall.reason[..40], &panel.case);
            self.hands.write(&overall.overall.reason[40..]);
        } else {
            if panel.case.as_str() == "C1" {
                // First with another reason: what stands is said before it is replaced.
                self.hands.write("It held");
                self.hands.sees("Altogether: Requires improvement");
                self.hands.press("o");
                self.hands.sees("Requires improvement stands now, agreed by 6 agencies: “It held”");
                self.hands.choose(level(grade));
            }
            self.hands.write(&overall.overall.reason);
        }
        let past = if panel.case.as_str() == "C4" {
            ""
        } else {
            ", better than what was said of the child's safety"
        };
        let word = self.results.grade_said(grade);
        self.hands.sees(&format!("Altogether: {word}{past}"));
        for dissent in &overall.dissent {
            self.hands.press("D");
            self.hands.choose(self.agency(&dissent.agency));
            self.hands.choose(level(&dissent.grade));
            self.hands.write(&dissent.why);
            self.hands.sees("Dissent from the grade altogether noted");
        }
    }

    /// The computer fails in the middle of a sentence; its words come back where they were typed.
    fn killed_while_typing(&mut self, words: &str, case: &CaseId) {
        let desk = self.hands.desk;
        let kept = own_copy(&desk.root).join(places::AUDITS_LINE);
        let is_kept = || fs::read_to_string(&kept).is_ok_and(|text| text.contains(words));
        self.hands.terminal.wait("the words are kept", |_| is_kept());
        self.hands.terminal.kill();
        self.hands = Hands::at_the_board(desk, PANEL);
        self.hands.press("z");
        self.hands.sees(&format!("{case} at the panel"));
        self.hands.sees(words);
    }

    /// A child may be unsafe now: it leaves the audit at once.
    fn concern(&mut self) {
        self.hands.press("!");
        self.hands.write("No adult in the house on two visits this week");
        self.hands.sees("Who was told?");
        self.hands.write("Duty manager, front door");
        self.hands.sees("Escalated");
        assert!(text(&self.hands.desk.root, places::ESCALATIONS).contains("No adult in the house"));
    }
}

/// What was found is recommended, each with its actions, by keys.
fn recommends(desk: &Desk) {
    let mut hands = Hands::at_the_board(desk, ACCEPTED);
    hands.press("p");
    let found: Vec<String> =
        (1..=6).flat_map(|n| agreed(n).findings).map(|finding| finding.id.to_string()).collect();
    let all = actions(desk);
    for one in &register().recommendations {
        hands.press("r");
        hands.sees("Which findings does it answer?");
        for source in &one.sources {
            hands.choose(found.iter().position(|id| *id == source.reference).unwrap());
        }
        hands.press("\r");
        hands.sees("What is recommended?");
        hands.write(&one.text);
        hands.sees("What will show that it worked?");
        hands.write(&one.success);
        if !one.success.is_empty() {
            hands.write(&one.baseline);
        }
        for (line, id) in lines(desk, one, &all).iter().zip(&one.actions) {
            hands.write(line);
            let what = &all.iter().find(|action| action.id == *id).unwrap().what;
            hands.sees(what);
        }
        hands.press("\r");
        hands.sees("Who may read it?");
        // Its number follows those in the files: they are read again after the last one was written.
        hands.terminal.wait("the files are read", |screen| {
            let shown = screen.contents();
            !shown.contains(" reading") && !shown.contains(" saving")
        });
        hands.press("1");
        let done = format!("{} is recommended", one.id);
        hands.sees(&done);
    }
    hands.press(ESC);
    hands.terminal.wait("the board", |screen| screen.contents().contains("returns due"));
    hands.press("v");
    hands.sees("36 of 37 returns accepted");
    hands.leaves();
}
