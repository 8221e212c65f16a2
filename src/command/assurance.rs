//! What can be done with reviews, inspections and registers: the rows of the registry.

use super::Command as C;
use super::Need as N;
use super::Scope as S;
use super::{Spec, row};

/// Shows what is restricted, on pages that hold such things.
macro_rules! restricted {
    ($scope:ident, $name:literal) => {
        row(
            S::$scope,
            C::ShowRestricted,
            concat!($name, ".restricted"),
            &["R"],
            "restricted",
            "Shows what is restricted too, or hides it again.",
            &[],
        )
    };
}

/// What every page of rows has besides its own: taking back, reading again, going up and down.
#[rustfmt::skip]
macro_rules! walked {
    ($scope:ident, $name:literal, $read:literal, $back:literal) => { walked!(@ $scope, $name, $read, $back,) };
    ($scope:ident, $name:literal, $read:literal, $back:literal, restricted) => {
        walked!(@ $scope, $name, $read, $back, restricted!($scope, $name),)
    };
    (@ $scope:ident, $name:literal, $read:literal, $back:literal, $($restricted:expr,)?) => {
        &[
            row(S::$scope, C::Undo, concat!($name, ".undo"), &["u"], "undo", "Takes back the last change made here, and says which.", &[N::Undoable]),
            $($restricted,)?
            row(S::$scope, C::Redo, concat!($name, ".redo"), &["ctrl-r"], "redo", "Brings back what was last undone.", &[N::Redoable]),
            row(S::$scope, C::BringBack, concat!($name, ".bring-back"), &["z"], "bring back", "Brings back the line last dropped with Esc.", &[N::Dropped]),
            row(S::$scope, C::ReadAgain, concat!($name, ".read-again"), &[$read], "read again", "Reads the files again, after they were changed elsewhere.", &[]),
            row(S::$scope, C::Up, concat!($name, ".up"), &["up"], "", "Goes up a line.", &[]),
            row(S::$scope, C::Down, concat!($name, ".down"), &["down"], "", "Goes down a line.", &[]),
            row(S::$scope, C::PageUp, concat!($name, ".page-up"), &["pageup"], "", "Goes up by some lines.", &[]),
            row(S::$scope, C::PageDown, concat!($name, ".page-down"), &["pagedown", "space"], "", "Goes down by some lines.", &[]),
            row(S::$scope, C::First, concat!($name, ".first"), &["home"], "", "Goes to the first line.", &[]),
            row(S::$scope, C::Last, concat!($name, ".last"), &["end"], "", "Goes to the last line.", &[]),
            row(S::$scope, C::Back, concat!($name, ".back"), &["esc"], "back", $back, &[]),
        ]
    };
}

/// The commands, in the order the foot of the screen shows them: of each page its own, then what every page has.
pub(super) fn all() -> impl Iterator<Item = &'static Spec> + Clone {
    PAGES.iter().copied().flatten()
}

#[rustfmt::skip]
static PAGES: &[&[Spec]] = &[
    &[
        row(S::Reviews, C::OpenRow, "reviews.enter", &["enter"], "open", "Opens what the line stands for.", &[N::Leads]),
        row(S::Reviews, C::NewInspection, "reviews.new-inspection", &["i"], "new inspection", "Prepares for an inspection, with what a template says is kept ready.", &[]),
        row(S::Reviews, C::NewReview, "reviews.new-review", &["n"], "new rapid review", "Begins a rapid review, restricted, under the next number.", &[]),
    ],
    walked!(Reviews, "reviews", "r", "Goes back to the list of meetings.", restricted),
    &[
        row(S::Programme, C::OpenRow, "programme.enter", &["enter"], "open audit", "Opens the audit on its own screen.", &[N::Leads]),
        row(S::Programme, C::PlanAudit, "programme.plan", &["a"], "plan audit", "Plans an audit: its theme, when, why, and for which group.", &[N::Programme]),
        row(S::Programme, C::AuditOpened, "programme.opened", &["o"], "opened", "Notes as which audit the chosen one was opened.", &[N::OnSlot]),
        row(S::Programme, C::Drop, "programme.drop", &["d"], "drop", "Notes that the chosen audit is not held, and why.", &[N::OnSlot]),
        row(S::Programme, C::NewProgramme, "programme.begin", &["b"], "begin", "Begins a programme, where there is none.", &[N::NoProgramme]),
    ],
    walked!(Programme, "programme", "ctrl-l", "Goes back to the page before."),
    &[
        row(S::RapidReview, C::Done, "rapid-review.done", &["x"], "done", "Notes that the chosen step was done, and on which day.", &[N::Undone]),
        row(S::RapidReview, C::PauseClock, "rapid-review.pause", &["p"], "pause", "Notes that the count is said to stand still, why and who agreed.", &[N::Counting]),
        row(S::RapidReview, C::GoOn, "rapid-review.go-on", &["g"], "go on", "Notes from which day the count goes on.", &[N::Paused]),
        row(S::RapidReview, C::SentOn, "rapid-review.sent", &["s"], "sent on", "Notes what was sent on, and to whom.", &[]),
        row(S::RapidReview, C::CameOfIt, "rapid-review.link", &["l"], "link", "Links recommendations and actions that came of it.", &[]),
        row(S::RapidReview, C::OpenRow, "rapid-review.enter", &["enter"], "open", "Opens the recommendation the line names.", &[N::Leads]),
    ],
    walked!(RapidReview, "rapid-review", "ctrl-l", "Goes back to the page before.", restricted),
    &[
        row(S::Inspection, C::Done, "inspection.done", &["x"], "done", "Notes that the chosen step was done, and on which day.", &[N::Undone]),
        row(S::Inspection, C::Hold, "inspection.hold", &["h"], "holder", "Says which post holds the chosen step, and which stands in.", &[N::OnStep]),
        row(S::Inspection, C::Evidence, "inspection.fresh", &["f"], "fresh", "Notes from which day the chosen evidence holds, and where it is.", &[N::OnEvidence]),
        row(S::Inspection, C::TryOut, "inspection.try-out", &["t"], "dry run", "Notes how the chosen list of data went when it was tried out.", &[N::OnData]),
        row(S::Inspection, C::GiveNotice, "inspection.notice", &["n"], "notice", "Notes the day of notice, from which the run-book counts.", &[]),
        row(S::Inspection, C::LetterCame, "inspection.letter", &["l"], "letter", "Notes the day on which the inspectors' letter was published.", &[]),
        row(S::Inspection, C::AreaLetter, "inspection.area-letter", &["a"], "another area", "Takes down a point of another area's letter.", &[]),
    ],
    walked!(Inspection, "inspection", "ctrl-l", "Goes back to the page before.", restricted),
    &[
        row(S::Arrangements, C::OtherPage, "arrangements.other", &["tab"], "coverage or gap", "Goes from who has returned to what is said and seen, and back.", &[]),
    ],
    walked!(Arrangements, "arrangements", "ctrl-l", "Goes back to the page before."),
    &[
        row(S::Inputs, C::Came, "inputs.received", &["x"], "received", "Notes that the chosen one came, and on which day.", &[N::OnInput]),
        row(S::Inputs, C::OtherPage, "inputs.other", &["tab"], "recommendations", "Goes to the recommendations.", &[]),
    ],
    walked!(Inputs, "inputs", "ctrl-l", "Goes back to the page before, or to the list of meetings.", restricted),
    &[
        row(S::Recommendations, C::CloseOne, "recommendations.close", &["c"], "close", "Closes the chosen one by a decision of its group.", &[N::OpenOne]),
        row(S::Recommendations, C::Reopen, "recommendations.reopen", &["o"], "open again", "Opens the chosen one again, for what was found.", &[N::ClosedOne]),
        row(S::Recommendations, C::OtherPage, "recommendations.other", &["tab"], "expected inputs", "Goes to what groups expect to be sent.", &[]),
    ],
    walked!(Recommendations, "recommendations", "ctrl-l", "Goes back to the page before, or to the list of meetings.", restricted),
];
