//! The registry: everything a person can do, declared once. Keys, the foot of the screen, help, the palette
//! and the keys page of the manual all read this table. What a command does is the business of its screen.

mod assurance;
mod audits;
mod rows;

use crate::base::key::Key;
use crate::domain::audit::NonScore;
use rows::COMMANDS;

/// Something a person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is described by its row below")]
pub enum Command {
    // anywhere
    Help,
    Palette,
    Leave,
    // first screen
    OpenMeeting,
    ShowProblems,
    OpenFile,
    ReadAgain,
    // actions of every tracker
    ShowActions,
    FindActions,
    SortActions,
    GroupActions,
    ShowAction,
    NextAction,
    PreviousAction,
    ShowRestricted,
    MarkAction,
    MarkAll,
    EndReview,
    SavedViews,
    Charts,
    PageUp,
    PageDown,
    First,
    Last,
    // audits
    ShowAudits,
    OpenAudit,
    Left,
    Right,
    OpenReturn,
    OpenPanel,
    ShowResults,
    ShowChasing,
    WritePaper,
    NewAudit,
    AskAgain,
    SetKnown,
    Exempt,
    AskBack,
    AcceptReturn,
    PanelMeeting,
    SetStage,
    SignAudit,
    Agree,
    Dissent,
    Strength,
    ToDevelop,
    RestsOn,
    Recommend,
    MissingAgency,
    Overall,
    DissentAltogether,
    WhoIsHere,
    Concern,
    NextQuestion,
    PreviousQuestion,
    NextCase,
    PreviousCase,
    Level(u8),
    NoScore(NonScore),
    Write,
    Because,
    Evidence,
    SoWhat,
    Reply,
    Sure,
    Submit,
    // reviews and inspections
    ShowReviews,
    ShowRegisters,
    OpenRow,
    OtherPage,
    NewInspection,
    NewReview,
    NewProgramme,
    PlanAudit,
    AuditOpened,
    PauseClock,
    GoOn,
    SentOn,
    CameOfIt,
    GiveNotice,
    LetterCame,
    AreaLetter,
    Hold,
    TryOut,
    Came,
    CloseOne,
    Reopen,
    MergeInto,
    // two versions put together
    ShowCopies,
    OpenCopy,
    Mine,
    Theirs,
    Both,
    Two,
    NextClash,
    PreviousClash,
    WriteMerged,
    // lists
    Up,
    Down,
    Back,
    // the meeting
    Next,
    Previous,
    GoTo,
    Defer,
    AddItem,
    TakeTogether,
    Note,
    Decision,
    Action,
    Risk,
    Challenge,
    Refer,
    Park,
    Positions,
    Details,
    EditLine,
    EditOutside,
    TurnLine,
    RemoveLine,
    RollCall,
    ReviewActions,
    Declare,
    AgreeMinutes,
    AmendMinutes,
    SetNext,
    Preview,
    History,
    NextArea,
    Undo,
    Redo,
    UndoList,
    EndMeeting,
    ToList,
    LetGo,
    PutRight,
    Restrict,
    Speaker,
    Floor,
    BringBack,
    // roll call
    Cycle,
    Present,
    Apologies,
    Deputy,
    DidNotAttend,
    Views,
    Observer,
    Leaves,
    Returns,
    Withdraws,
    CameAt,
    LeftAt,
    TakesChair,
    Guest,
    RestPresent,
    // review of actions
    Done,
    Progress,
    NewDate,
    Blocked,
    Reassign,
    Drop,
    Skip,
    Steps,
}

/// Where the keys go. Exactly one scope has them at any moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Works everywhere but while typing.
    Everywhere,
    /// The list of meetings.
    Home,
    /// What is wrong with the files.
    Problems,
    /// The actions of every tracker.
    Actions,
    /// A review of them, one at a time.
    ActionReview,
    /// The list of audits.
    Audits,
    /// One audit: each child by each agency.
    Board,
    /// Its panel, question by question.
    Panel,
    /// A return being filled in, one question at a time.
    Filling,
    /// What is missing of it.
    Lacking,
    /// What it comes to, or what to write to its agencies.
    AuditPage,
    /// Reviews and inspections: what is due next, and everything there is.
    Reviews,
    /// The programme of audits.
    Programme,
    /// The clock of a rapid review.
    RapidReview,
    /// The run-book of an inspection.
    Inspection,
    /// Who returned in an audit of arrangements, and what is said and seen.
    Arrangements,
    /// What groups expect to be sent.
    Inputs,
    /// What was recommended.
    Recommendations,
    /// What waits to be put together.
    Copies,
    /// Two versions of one file being put together.
    Merge,
    /// The meeting itself.
    Meeting,
    /// Its roll call.
    Roll,
    /// Its review of earlier actions.
    Review,
    /// Its minutes so far, and the list of what undo would take back.
    Reading,
}

/// A fact some commands wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The meeting has begun.
    Begun,
    /// The meeting has not ended.
    Running,
    /// A line of the record is chosen.
    Line,
    /// A decision was recorded under the item.
    Decided,
    /// There are earlier actions to review.
    OpenActions,
    /// The item in hand is the one for the last minutes.
    LastMinutes,
    /// Something can be undone.
    Undoable,
    /// Something can be redone.
    Redoable,
    /// Somebody waits to speak.
    Speakers,
    /// A line was dropped while it was typed.
    Dropped,
    /// There are meetings to open.
    Meetings,
    /// There are problems to mend.
    Problems,
    /// There is an audit.
    Audits,
    /// A return of this child and agency has come.
    CameBack,
    /// What is in hand is answered in words, with a number or a day.
    InWords,
    /// A question is in hand, and nothing about the return as a whole.
    Asked,
    /// The return may still be changed.
    Open,
    /// No pause of a rapid review lasts.
    Counting,
    /// A pause lasts.
    Paused,
    /// A step is chosen that was not done.
    Undone,
    /// A step of a run-book is chosen.
    OnStep,
    /// A piece of evidence is chosen.
    OnEvidence,
    /// A list of data is chosen.
    OnData,
    /// An expected input is chosen.
    OnInput,
    /// A planned audit is chosen.
    OnSlot,
    /// There is a programme of audits.
    Programme,
    /// There is none yet.
    NoProgramme,
    /// A recommendation that is open is chosen.
    OpenOne,
    /// A recommendation that is closed is chosen.
    ClosedOne,
    /// What is chosen leads somewhere.
    Leads,
    /// An action was found.
    Found,
    /// There are versions to put together.
    Unmerged,
    /// A question is in hand.
    Question,
    /// What theirs says can be written by itself.
    Writable,
    /// Both answers can be kept.
    BothFit,
    /// The two may be different records with one id.
    MayBeTwo,
    /// Every question is answered.
    Answered,
    /// There is a page before this one.
    PageBefore,
    /// There is a page after this one.
    PageAfter,
}

impl Need {
    /// What to do about it, for a refusal: `Record action: open the meeting first`.
    pub fn missing(self) -> &'static str {
        match self {
            Self::Begun => "open the meeting first, with Space",
            Self::Running => "the meeting has ended",
            Self::Line => "choose a line with the arrow keys first",
            Self::Decided => "record a decision on this item first",
            Self::OpenActions => "there are no open actions in this group's tracker",
            Self::LastMinutes => "go to the item for the last minutes first, with g",
            Self::Undoable => "there is nothing to undo",
            Self::Redoable => "there is nothing to redo",
            Self::Speakers => "nobody waits to speak: Q puts somebody in the queue",
            Self::Dropped => "no line was dropped",
            Self::Meetings => "there is no meeting here yet",
            Self::Problems => "every file is in order",
            Self::Audits => "there is no audit here yet: 'chairside audit new' opens one",
            Self::CameBack => "no return has come from this agency for this child",
            Self::InWords => "choose one of the answers, by its number",
            Self::Asked => "that goes with a question only",
            Self::Open => "it was accepted, and what was accepted stays as it is",
            Self::Counting => "a pause lasts already: g takes the count up again",
            Self::Paused => "no pause lasts: p notes one",
            Self::Undone => "choose a step that is not done, with the arrow keys",
            Self::OnStep => "choose a step of the run-book, with the arrow keys",
            Self::OnEvidence => "choose a piece of evidence, with the arrow keys",
            Self::OnData => "choose a list of data, with the arrow keys",
            Self::OnInput => "there is none to choose: registers/inputs.yaml holds them",
            Self::OnSlot => "choose a planned audit, with the arrow keys",
            Self::Programme => "there is no programme yet: b begins one",
            Self::NoProgramme => "there is one already: a plans an audit in it",
            Self::OpenOne => "choose one that is open, with the arrow keys",
            Self::ClosedOne => "choose one that is closed, with the arrow keys",
            Self::Leads => "this line leads nowhere: it is to be read",
            Self::Found => "no action answers what is asked: / changes that",
            Self::Unmerged => "no conflict copy and no clash is left",
            Self::Question => "go to a question first, with n",
            Self::Writable => "theirs cannot be written by itself: keep mine, and change the file by hand",
            Self::BothFit => "only one of the two can stand there: choose mine or theirs",
            Self::MayBeTwo => "this is one thing: choose mine, theirs or both",
            Self::Answered => "answer every question first: n and p lead to them",
            Self::PageBefore => "this is the first page",
            Self::PageAfter => "this is the last page",
        }
    }
}

/// One row of the registry.
#[derive(Debug)]
pub struct Spec {
    /// What it is to the program.
    pub id: Command,
    /// What scripts and documents call it; never changes.
    pub name: &'static str,
    /// Where it works.
    pub scope: Scope,
    /// Its keys, the first one shown.
    pub keys: &'static [&'static str],
    /// Two or three words for the foot of the screen.
    pub title: &'static str,
    /// One sentence for help and the manual.
    pub help: &'static str,
    /// What it waits for.
    pub needs: &'static [Need],
}

impl Spec {
    /// `Err` says why it cannot be done now; foot, help and refusals all use these words.
    pub fn ready(&self, facts: &[Need]) -> Result<(), &'static str> {
        self.needs.iter().find(|n| !facts.contains(n)).map_or(Ok(()), |n| Err(n.missing()))
    }
}

const fn row(
    scope: Scope,
    id: Command,
    name: &'static str,
    keys: &'static [&'static str],
    title: &'static str,
    help: &'static str,
    needs: &'static [Need],
) -> Spec {
    Spec { id, name, scope, keys, title, help, needs }
}

/// Every command, in the order the foot of the screen shows them.
pub fn all() -> impl Iterator<Item = &'static Spec> + Clone {
    COMMANDS.iter().chain(audits::COMMANDS).chain(assurance::all())
}

/// The rows that work in a scope, its own first.
pub fn in_scope(scope: Scope) -> impl Iterator<Item = &'static Spec> {
    all().filter(move |s| s.scope == scope).chain(all().filter(|s| s.scope == Scope::Everywhere))
}

/// The row a key means in a scope.
pub fn lookup(scope: Scope, key: Key) -> Option<&'static Spec> {
    let said = key.to_string();
    in_scope(scope).find(|s| s.keys.contains(&said.as_str()))
}

/// A key as people name it: `Space`, `Ctrl-R`, `d`.
pub fn key_said(key: &str) -> String {
    let capital = |part: &str| match part.split_at_checked(1) {
        Some((first, rest)) => first.to_uppercase() + rest,
        None => part.to_owned(),
    };
    if key.chars().count() < 2 {
        key.to_owned()
    } else {
        key.split('-').map(capital).collect::<Vec<_>>().join("-")
    }
}

/// The row with this name.
pub fn named(name: &str) -> Option<&'static Spec> {
    all().find(|s| s.name == name)
}

/// The keys page of the manual.
pub fn manual() -> String {
    use std::fmt::Write as _;
    let mut out = String::from(
        "# Keys\n\nThis page is made from the program's own list of commands; a test fails while the two disagree.\n",
    );
    for (scope, title) in [
        (Scope::Everywhere, "Everywhere, except while typing"),
        (Scope::Home, "The list of meetings"),
        (Scope::Meeting, "A meeting"),
        (Scope::Roll, "Roll call"),
        (Scope::Review, "Review of actions"),
        (Scope::Reading, "Minutes so far, and the undo list"),
        (Scope::Actions, "Actions"),
        (Scope::ActionReview, "Review of actions outside a meeting"),
        (Scope::Audits, "Audits"),
        (Scope::Board, "An audit's board"),
        (Scope::Panel, "An audit's panel"),
        (Scope::Filling, "A return being filled in"),
        (Scope::Lacking, "What is missing of a return"),
        (Scope::AuditPage, "An audit's results and what to write to agencies"),
        (Scope::Reviews, "Reviews and inspections"),
        (Scope::Programme, "The programme of audits"),
        (Scope::RapidReview, "The clock of a rapid review"),
        (Scope::Inspection, "The run-book of an inspection"),
        (Scope::Arrangements, "Coverage, and what is said and seen"),
        (Scope::Inputs, "Expected inputs"),
        (Scope::Recommendations, "Recommendations"),
        (Scope::Problems, "Problems"),
        (Scope::Copies, "Versions to put together"),
        (Scope::Merge, "Two versions of one file"),
    ] {
        let _ = write!(out, "\n## {title}\n\n| Keys | Name | What it does |\n|---|---|---|\n");
        for s in all().filter(|s| s.scope == scope) {
            let keys: Vec<String> = s.keys.iter().map(|k| format!("`{k}`")).collect();
            let _ = writeln!(out, "| {} | `{}` | {} |", keys.join(", "), s.name, s.help);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const SCOPES: [Scope; 23] = [
        Scope::Reviews,
        Scope::Programme,
        Scope::RapidReview,
        Scope::Inspection,
        Scope::Arrangements,
        Scope::Inputs,
        Scope::Recommendations,
        Scope::Audits,
        Scope::Board,
        Scope::Panel,
        Scope::Filling,
        Scope::Lacking,
        Scope::AuditPage,
        Scope::Home,
        Scope::Actions,
        Scope::ActionReview,
        Scope::Problems,
        Scope::Copies,
        Scope::Merge,
        Scope::Meeting,
        Scope::Roll,
        Scope::Review,
        Scope::Reading,
    ];

    #[test]
    fn names_are_unique_and_help_is_one_sentence() {
        let mut seen = HashSet::new();
        for spec in all() {
            assert!(seen.insert(spec.name), "{} is named twice", spec.name);
            assert!(
                spec.help.ends_with('.') && spec.help.chars().count() <= 72,
                "{}: {}",
                spec.name,
                spec.help
            );
            assert!(spec.help.starts_with(char::is_uppercase), "{}", spec.name);
        }
    }

    #[test]
    fn every_key_reads_and_means_one_thing_in_its_scope() {
        for scope in SCOPES {
            let mut seen = HashSet::new();
            for spec in in_scope(scope) {
                for key in spec.keys {
                    let parsed: Key = key.parse().unwrap();
                    assert_eq!(&parsed.to_string(), key);
                    assert!(seen.insert(*key), "{key} means two things in {scope:?}");
                    assert_eq!(lookup(scope, parsed).unwrap().name, spec.name);
                }
            }
        }
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        let spec = named("action.record").unwrap();
        assert_eq!(spec.ready(&[]), Err("open the meeting first, with Space"));
        assert_eq!(spec.ready(&[Need::Begun]), Ok(()));
    }
}
