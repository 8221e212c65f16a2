//! The registry: everything a person can do, declared once. Keys, the foot of the screen, help, the palette
//! and the keys page of the manual all read this table. What a command does is the business of its screen.

use crate::base::key::Key;

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
    // two versions put together
    ShowCopies,
    OpenCopy,
    Mine,
    Theirs,
    Both,
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
            Self::Found => "no action answers what is asked: / changes that",
            Self::Unmerged => "no conflict copy and no clash is left",
            Self::Question => "go to a question first, with n",
            Self::Writable => "theirs cannot be written by itself: keep mine, and change the file by hand",
            Self::BothFit => "only one of the two can stand there: choose mine or theirs",
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

use Command as C;
use Need as N;
use Scope as S;

/// Every command, in the order the foot of the screen shows them.
#[rustfmt::skip]
pub static COMMANDS: &[Spec] = &[
    row(S::Home, C::OpenMeeting, "meeting.open", &["enter"], "open", "Opens the meeting, or takes it up where it was left.", &[N::Meetings]),
    row(S::Home, C::ShowActions, "actions.open", &["a"], "actions", "Shows the actions of every tracker.", &[]),
    row(S::Home, C::ShowProblems, "problems.show", &["p"], "problems", "Shows what is wrong with the files, and how to mend it.", &[]),
    row(S::Home, C::ReadAgain, "files.read-again", &["r"], "read again", "Reads the files again, after they were changed elsewhere.", &[]),
    row(S::Home, C::ShowCopies, "copies.show", &["m"], "merge", "Puts together versions of a file that two people changed.", &[N::Unmerged]),
    row(S::Copies, C::OpenCopy, "copies.open", &["enter"], "open", "Shows what putting the two together comes to.", &[N::Unmerged]),
    row(S::Copies, C::ReadAgain, "copies.read-again", &["r"], "read again", "Reads the files again, after they were changed elsewhere.", &[]),
    row(S::Merge, C::Mine, "merge.mine", &["m"], "mine", "Keeps what your file says.", &[N::Question]),
    row(S::Merge, C::Theirs, "merge.theirs", &["t"], "theirs", "Takes what the other version says.", &[N::Question, N::Writable]),
    row(S::Merge, C::Both, "merge.both", &["b"], "both", "Keeps both, where both can stand.", &[N::Question, N::BothFit]),
    row(S::Merge, C::NextClash, "merge.next", &["n", "right", "enter"], "next", "Goes to the next question, and after the last to all answers.", &[N::PageAfter]),
    row(S::Merge, C::PreviousClash, "merge.previous", &["p", "left"], "previous", "Goes to the question before, and to what is taken.", &[N::PageBefore]),
    row(S::Merge, C::Undo, "merge.undo", &["u"], "undo", "Takes back the last answer.", &[N::Undoable]),
    row(S::Merge, C::WriteMerged, "merge.write", &["w"], "write", "Shows all answers; there, writes the file and keeps what it said.", &[N::Answered]),
    row(S::Actions, C::ShowAction, "actions.show", &["enter"], "open", "Shows the chosen action alone and whole, or the table again.", &[N::Found]),
    row(S::Actions, C::FindActions, "actions.find", &["/", "f"], "find", "Asks for actions: by lead, lateness, group, source, tag, words.", &[]),
    row(S::Actions, C::SortActions, "actions.sort", &["s"], "sort", "Sorts by what matters most, due date, lead, moves, age or number.", &[]),
    row(S::Actions, C::GroupActions, "actions.group", &["g"], "headings", "Puts headings: by lead, agency, group, source, week due, or none.", &[]),
    row(S::Actions, C::ShowRestricted, "actions.restricted", &["R"], "restricted", "Shows restricted actions too, or hides them again.", &[]),
    row(S::Actions, C::MarkAction, "actions.mark", &["space"], "mark", "Marks the action, or unmarks it; what is said is said of all marked.", &[N::Found]),
    row(S::Actions, C::Done, "actions.done", &["x"], "done", "Says that it is done, and what shows it; its group closes it.", &[N::Found]),
    row(S::Actions, C::Progress, "actions.progress", &["p"], "progress", "Says how far it has got.", &[N::Found]),
    row(S::Actions, C::NewDate, "actions.new-date", &["m"], "new date", "Gives it a new date, with the reason; the first date stays.", &[N::Found]),
    row(S::Actions, C::Action, "actions.add", &["a"], "add", "Adds an action with one line: who what by when #tag.", &[]),
    row(S::Actions, C::Blocked, "actions.blocked", &["b"], "blocked", "Says that it waits for something else, and for what.", &[N::Found]),
    row(S::Actions, C::Reassign, "actions.reassign", &["r"], "reassign", "Gives it another lead.", &[N::Found]),
    row(S::Actions, C::Drop, "actions.drop", &["d"], "drop", "Drops it, with the decision that did.", &[N::Found]),
    row(S::Actions, C::Undo, "actions.undo", &["u"], "undo", "Takes back the last change made here, and says which.", &[N::Undoable]),
    row(S::Actions, C::EditOutside, "actions.edit", &["e"], "your editor", "Opens the tracker at this action in your own editor.", &[N::Found]),
    row(S::Actions, C::ReviewActions, "actions.walk", &["v"], "review", "Walks through the actions shown, or goes on where it was left.", &[]),
    row(S::Actions, C::Charts, "actions.charts", &["c"], "figures", "Shows how many were opened, ended and late, by quarter and agency.", &[]),
    row(S::Actions, C::SavedViews, "actions.views", &["V"], "views", "Takes up a saved view, or saves what is shown under a name.", &[]),
    row(S::Actions, C::MarkAll, "actions.mark-all", &["A"], "mark all", "Marks every action shown, or none.", &[N::Found]),
    row(S::Actions, C::Redo, "actions.redo", &["ctrl-r"], "redo", "Brings back what was last undone.", &[N::Redoable]),
    row(S::Actions, C::BringBack, "actions.bring-back", &["z"], "bring back", "Brings back the line last dropped with Esc.", &[N::Dropped]),
    row(S::Actions, C::ReadAgain, "actions.read-again", &["ctrl-l"], "read again", "Reads the files again.", &[]),
    row(S::ActionReview, C::Done, "walk.done", &["x"], "done", "Says that it is done, and what shows it; its group closes it.", &[]),
    row(S::ActionReview, C::Progress, "walk.progress", &["p"], "progress", "Says how far it has got.", &[]),
    row(S::ActionReview, C::NewDate, "walk.new-date", &["m"], "new date", "Gives it a new date, with the reason; the first date stays.", &[]),
    row(S::ActionReview, C::Skip, "walk.skip", &["space"], "skip", "Goes on without saying anything of this one; it comes round again.", &[]),
    row(S::ActionReview, C::Blocked, "walk.blocked", &["b"], "blocked", "Says that it waits for something else, and for what.", &[]),
    row(S::ActionReview, C::Reassign, "walk.reassign", &["r"], "reassign", "Gives it another lead.", &[]),
    row(S::ActionReview, C::Drop, "walk.drop", &["d"], "drop", "Drops it, with the decision that did.", &[]),
    row(S::ActionReview, C::EndReview, "walk.end", &["E"], "end review", "Ends the review and writes what it came to.", &[]),
    row(S::ActionReview, C::Undo, "walk.undo", &["u"], "undo", "Takes back the last change made here, and says which.", &[N::Undoable]),
    row(S::ActionReview, C::Redo, "walk.redo", &["ctrl-r"], "redo", "Brings back what was last undone.", &[N::Redoable]),
    row(S::ActionReview, C::EditOutside, "walk.edit", &["e"], "your editor", "Opens the tracker at this action in your own editor.", &[]),
    row(S::ActionReview, C::BringBack, "walk.bring-back", &["z"], "bring back", "Brings back the line last dropped with Esc.", &[N::Dropped]),
    row(S::ActionReview, C::NextAction, "walk.next", &["right", "n"], "", "Goes to the action after.", &[]),
    row(S::ActionReview, C::PreviousAction, "walk.previous", &["left", "N"], "", "Goes to the action before.", &[]),
    row(S::ActionReview, C::Up, "walk.up", &["up"], "", "Scrolls up.", &[]),
    row(S::ActionReview, C::Down, "walk.down", &["down"], "", "Scrolls down.", &[]),
    row(S::ActionReview, C::ShowAction, "walk.enter", &["enter"], "", "Ends the review, where that is asked.", &[]),
    row(S::ActionReview, C::ShowRestricted, "walk.restricted", &["R"], "", "Shows restricted actions too, or hides them again.", &[]),
    row(S::ActionReview, C::Back, "walk.close", &["esc", "v"], "back", "Goes back to the table; the review waits where it is.", &[]),
    row(S::Problems, C::OpenFile, "problems.open-file", &["enter", "e"], "open", "Opens the file at the line in your own editor.", &[N::Problems]),
    row(S::Problems, C::ReadAgain, "problems.read-again", &["r"], "read again", "Reads the files again, after they were mended.", &[]),

    row(S::Meeting, C::Next, "item.next", &["space"], "next", "Opens the meeting, then goes to the next item.", &[N::Running]),
    row(S::Meeting, C::Decision, "decision.record", &["d"], "decision", "Records what was decided on this item.", &[N::Begun]),
    row(S::Meeting, C::Action, "action.record", &["a"], "action", "Records who does what by when.", &[N::Begun]),
    row(S::Meeting, C::Note, "note.record", &["n"], "note", "Writes a note for the minutes.", &[N::Begun]),
    row(S::Meeting, C::RollCall, "roll.open", &["o"], "roll call", "Shows who is here, and marks who comes and goes.", &[]),
    row(S::Meeting, C::GoTo, "item.go-to", &["g"], "go to", "Goes to an item by its number or words of its title.", &[N::Begun, N::Running]),
    row(S::Meeting, C::Undo, "undo", &["u"], "undo", "Takes back your last act, and says which.", &[N::Undoable]),
    row(S::Meeting, C::Risk, "risk.record", &["k"], "risk", "Records a risk for the register.", &[N::Begun]),
    row(S::Meeting, C::Challenge, "challenge.record", &["c"], "challenge", "Records one agency's challenge to another.", &[N::Begun]),
    row(S::Meeting, C::Refer, "referral.record", &["r"], "refer", "Sends a matter to another group.", &[N::Begun]),
    row(S::Meeting, C::Park, "parked.record", &["p"], "park", "Parks a point for later.", &[N::Begun]),
    row(S::Meeting, C::Positions, "decision.positions", &["s"], "positions", "Records where each statutory partner stands on the decision.", &[N::Begun, N::Decided]),
    row(S::Meeting, C::Details, "decision.details", &["D"], "details", "Gives a decision's options, who delivers it, and what it replaces.", &[N::Begun, N::Decided]),
    row(S::Meeting, C::ReviewActions, "actions.review", &["v"], "review actions", "Walks through the open actions one by one.", &[N::OpenActions]),
    row(S::Meeting, C::Previous, "item.previous", &["b"], "back", "Goes back to the item before this one.", &[N::Begun, N::Running]),
    row(S::Meeting, C::Defer, "item.defer", &["f"], "defer", "Puts this item off to another meeting, with the reason.", &[N::Begun, N::Running]),
    row(S::Meeting, C::AddItem, "item.add", &["l"], "late item", "Adds an item at the meeting, with who allowed it and why.", &[N::Begun, N::Running]),
    row(S::Meeting, C::TakeTogether, "item.take-together", &["t"], "take together", "Notes several items to note together, without discussion.", &[N::Begun, N::Running]),
    row(S::Meeting, C::Declare, "interest.declare", &["i"], "interest", "Records a declaration of interest.", &[]),
    row(S::Meeting, C::AgreeMinutes, "last-minutes.agree", &["y"], "agree minutes", "Agrees the last minutes as a correct record.", &[N::Begun, N::LastMinutes]),
    row(S::Meeting, C::AmendMinutes, "last-minutes.amend", &["Y"], "amend minutes", "Agrees the last minutes with an amendment, spelt out.", &[N::Begun, N::LastMinutes]),
    row(S::Meeting, C::SetNext, "next-meeting.set", &["N"], "next meeting", "Sets when the group meets next.", &[]),
    row(S::Meeting, C::Up, "line.up", &["up"], "", "Chooses the line above in the record of this item.", &[]),
    row(S::Meeting, C::Down, "line.down", &["down"], "", "Chooses the line below in the record of this item.", &[]),
    row(S::Meeting, C::EditLine, "line.edit", &["enter"], "edit line", "Changes the chosen line.", &[N::Line]),
    row(S::Meeting, C::EditOutside, "line.edit-outside", &["e"], "your editor", "Opens the chosen line in your own editor.", &[N::Line]),
    row(S::Meeting, C::TurnLine, "line.turn", &["w"], "turn into", "Turns the chosen line into an action, a decision or a note.", &[N::Line]),
    row(S::Meeting, C::RemoveLine, "line.remove", &["delete", "x"], "take out", "Takes the chosen line out of the record.", &[N::Line]),
    row(S::Meeting, C::Speaker, "speakers.add", &["Q"], "queue", "Puts somebody in the queue of speakers.", &[N::Begun]),
    row(S::Meeting, C::Floor, "speakers.floor", &["F"], "floor", "Gives the floor to the first in the queue.", &[N::Speakers]),
    row(S::Meeting, C::PutRight, "words.put-right", &["R"], "put right", "Puts the same words right wherever they stand in this meeting.", &[N::Begun]),
    row(S::Meeting, C::Restrict, "line.restrict", &["M"], "restrict", "Keeps the chosen line to the restricted minutes, or lets it go.", &[N::Line]),
    row(S::Meeting, C::Preview, "minutes.preview", &["m"], "minutes", "Shows the minutes as they stand.", &[]),
    row(S::Meeting, C::History, "item.history", &["h"], "prompts", "Shows or hides prompts and history where space is short.", &[]),
    row(S::Meeting, C::NextArea, "area.next", &["tab"], "", "Walks the areas of the screen where only one fits.", &[]),
    row(S::Meeting, C::Redo, "redo", &["ctrl-r"], "redo", "Brings back what was last undone.", &[N::Redoable]),
    row(S::Meeting, C::UndoList, "undo.list", &["U"], "undo list", "Lists what undo would take back, the latest first.", &[N::Undoable]),
    row(S::Meeting, C::BringBack, "line.bring-back", &["z"], "bring back", "Brings back the line last dropped with Esc.", &[N::Dropped]),
    row(S::Meeting, C::LetGo, "line.let-go", &["esc"], "", "Lets go of the chosen line.", &[]),
    row(S::Meeting, C::ToList, "meetings.list", &["L"], "meetings", "Goes back to the list of meetings; this one waits where it is.", &[]),
    row(S::Meeting, C::EndMeeting, "meeting.end", &["E"], "end meeting", "Ends the meeting, writes the minutes and the actions.", &[N::Begun, N::Running]),

    row(S::Roll, C::Cycle, "roll.next-state", &["space"], "next state", "Goes round: present, apologies, did not attend, not marked yet.", &[]),
    row(S::Roll, C::Present, "roll.present", &["p"], "present", "Marks as present.", &[]),
    row(S::Roll, C::Apologies, "roll.apologies", &["a"], "apologies", "Marks apologies.", &[]),
    row(S::Roll, C::Deputy, "roll.deputy", &["d"], "deputy", "Marks that somebody sits in their place, and who.", &[]),
    row(S::Roll, C::DidNotAttend, "roll.did-not-attend", &["n"], "not here", "Marks as neither here nor excused.", &[]),
    row(S::Roll, C::Views, "roll.views-conveyed", &["v"], "views", "Marks that somebody brings their views; they do not count as here.", &[]),
    row(S::Roll, C::Observer, "roll.observer", &["b"], "observer", "Marks as here to observe.", &[]),
    row(S::Roll, C::Leaves, "roll.leaves", &["l"], "leaves", "Marks that they leave now.", &[]),
    row(S::Roll, C::Returns, "roll.returns", &["r"], "returns", "Marks that they come back now.", &[]),
    row(S::Roll, C::Withdraws, "roll.withdraws", &["w"], "withdraws", "Withdraws them for this item because of an interest.", &[N::Begun, N::Running]),
    row(S::Roll, C::CameAt, "roll.came-at", &["t"], "came at", "Corrects when they came.", &[]),
    row(S::Roll, C::LeftAt, "roll.left-at", &["T"], "left at", "Corrects when they left.", &[]),
    row(S::Roll, C::TakesChair, "roll.takes-chair", &["c"], "chair", "Puts them in the chair.", &[]),
    row(S::Roll, C::Guest, "roll.guest", &["g"], "guest", "Adds somebody who was not expected.", &[]),
    row(S::Roll, C::RestPresent, "roll.rest-present", &["A"], "rest present", "Marks everybody not marked yet as present.", &[]),
    row(S::Roll, C::Up, "roll.up", &["up"], "", "Goes up the list.", &[]),
    row(S::Roll, C::Down, "roll.down", &["down"], "", "Goes down the list.", &[]),
    row(S::Roll, C::Undo, "roll.undo", &["u"], "undo", "Takes back your last act, and says which.", &[N::Undoable]),
    row(S::Roll, C::Redo, "roll.redo", &["ctrl-r"], "redo", "Brings back what was last undone.", &[N::Redoable]),
    row(S::Roll, C::Back, "roll.close", &["esc", "o"], "back", "Goes back to the meeting.", &[]),

    row(S::Review, C::Done, "review.done", &["x"], "done", "Records that it was done, and what shows it.", &[]),
    row(S::Review, C::Progress, "review.progress", &["p"], "progress", "Records how far it has got.", &[]),
    row(S::Review, C::NewDate, "review.new-date", &["m"], "new date", "Gives it a new date, with the reason; the first date stays.", &[]),
    row(S::Review, C::Blocked, "review.blocked", &["b"], "blocked", "Records that it waits for something else, and for what.", &[]),
    row(S::Review, C::Reassign, "review.reassign", &["r"], "reassign", "Gives it another lead.", &[]),
    row(S::Review, C::Drop, "review.drop", &["d"], "drop", "Drops it by decision of the meeting, with the reason.", &[]),
    row(S::Review, C::Skip, "review.skip", &["space"], "skip", "Goes to the next action without saying anything of this one.", &[]),
    row(S::Review, C::Up, "review.up", &["up"], "", "Goes to the action before.", &[]),
    row(S::Review, C::Down, "review.down", &["down"], "", "Goes to the action after.", &[]),
    row(S::Review, C::Undo, "review.undo", &["u"], "undo", "Takes back your last act, and says which.", &[N::Undoable]),
    row(S::Review, C::Redo, "review.redo", &["ctrl-r"], "redo", "Brings back what was last undone.", &[N::Redoable]),
    row(S::Review, C::Back, "review.close", &["esc", "v"], "back", "Goes back to the meeting.", &[]),

    row(S::Reading, C::Up, "reading.up", &["up"], "", "Scrolls up.", &[]),
    row(S::Reading, C::Down, "reading.down", &["down", "space"], "scroll", "Scrolls down.", &[]),
    row(S::Reading, C::Back, "reading.close", &["esc", "m"], "back", "Goes back to the meeting.", &[]),

    row(S::Home, C::Up, "home.up", &["up"], "", "Goes up the list.", &[]),
    row(S::Home, C::Down, "home.down", &["down"], "", "Goes down the list.", &[]),
    row(S::Actions, C::Up, "actions.up", &["up"], "", "Goes to the action above; scrolls up in one shown whole.", &[]),
    row(S::Actions, C::Down, "actions.down", &["down"], "", "Goes to the action below; scrolls down in one shown whole.", &[]),
    row(S::Actions, C::NextAction, "actions.next", &["right", "n"], "", "Goes to the next action, also where one is shown whole.", &[]),
    row(S::Actions, C::PreviousAction, "actions.previous", &["left", "N"], "", "Goes to the action before, also where one is shown whole.", &[]),
    row(S::Actions, C::PageDown, "actions.page-down", &["pagedown"], "", "Goes twenty actions down.", &[]),
    row(S::Actions, C::PageUp, "actions.page-up", &["pageup"], "", "Goes twenty actions up.", &[]),
    row(S::Actions, C::First, "actions.first", &["home"], "", "Goes to the first action.", &[]),
    row(S::Actions, C::Last, "actions.last", &["end"], "", "Goes to the last action.", &[]),
    row(S::Actions, C::Back, "actions.close", &["esc"], "back", "Goes back to the table, and from there to the list of meetings.", &[]),
    row(S::Copies, C::Up, "copies.up", &["up"], "", "Goes up the list.", &[]),
    row(S::Copies, C::Down, "copies.down", &["down"], "", "Goes down the list.", &[]),
    row(S::Copies, C::Back, "copies.close", &["esc"], "back", "Goes back to the list of meetings.", &[]),
    row(S::Merge, C::Up, "merge.up", &["up"], "", "Scrolls up.", &[]),
    row(S::Merge, C::Down, "merge.down", &["down"], "", "Scrolls down.", &[]),
    row(S::Merge, C::Back, "merge.close", &["esc"], "list", "Goes back to the list; nothing is written, and answers are kept.", &[]),
    row(S::Problems, C::Up, "problems.up", &["up"], "", "Goes to the problem above.", &[]),
    row(S::Problems, C::Down, "problems.down", &["down", "space"], "next", "Goes to the problem below.", &[]),
    row(S::Problems, C::Back, "problems.close", &["esc"], "back", "Goes back to the list of meetings.", &[]),

    row(S::Everywhere, C::Palette, "palette", &[":", "ctrl-p"], "all", "Lists everything that can be done here, to find by words.", &[]),
    row(S::Everywhere, C::Help, "help", &["?", "f1"], "help", "Shows what works here.", &[]),
    row(S::Everywhere, C::Leave, "leave", &["q", "ctrl-c"], "leave", "Leaves; a meeting that is not ended waits where it was.", &[]),
];

/// The rows that work in a scope, its own first.
pub fn in_scope(scope: Scope) -> impl Iterator<Item = &'static Spec> {
    COMMANDS
        .iter()
        .filter(move |s| s.scope == scope)
        .chain(COMMANDS.iter().filter(|s| s.scope == Scope::Everywhere))
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
    COMMANDS.iter().find(|s| s.name == name)
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
        (Scope::Problems, "Problems"),
        (Scope::Copies, "Versions to put together"),
        (Scope::Merge, "Two versions of one file"),
    ] {
        let _ = write!(out, "\n## {title}\n\n| Keys | Name | What it does |\n|---|---|---|\n");
        for s in COMMANDS.iter().filter(|s| s.scope == scope) {
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

    const SCOPES: [Scope; 10] = [
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
        for spec in COMMANDS {
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
