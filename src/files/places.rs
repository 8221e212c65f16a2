//! Where things are in a workspace: the one place that knows its folders. Paths are relative, with `/`.

use crate::base::id::{
    AgencyId, AuditId, CaseId, GroupId, InspectionId, MeetingId, PackId, RapidReviewId, TemplateId, TrackerId,
};
use crate::domain::agenda::Tier;

/// The partnership's own file.
pub const PARTNERSHIP: &str = "partnership.yaml";
/// Standing agendas.
pub const AGENDAS: &str = "agendas";
/// Meetings.
pub const MEETINGS: &str = "meetings";
/// Trackers.
pub const TRACKERS: &str = "trackers";

/// Reviews of actions.
pub const REVIEWS: &str = "reviews";
/// Registers.
pub const REGISTERS: &str = "registers";
/// Names that must stand in no paper.
pub const NAMES: &str = "registers/names.yaml";
/// Saved views of the actions.
pub const VIEWS: &str = "registers/views.yaml";
/// Reports and other things that groups expect to be sent.
pub const INPUTS: &str = "registers/inputs.yaml";
/// Children who may be unsafe now, met with in an audit. Restricted: nothing is ever taken from here.
pub const ESCALATIONS: &str = "registers/escalations.yaml";
/// Recommendations, and areas with little or no progress.
pub const RECOMMENDATIONS: &str = "registers/recommendations.yaml";
/// What was let out for anybody to read although something in it looked like personal data.
pub const RELEASED: &str = "registers/released.yaml";
/// What was deleted or renamed on purpose although other files name it.
pub const DISPOSALS: &str = "registers/disposals.yaml";
/// In this computer's own folder for a workspace: what is being typed of actions.
pub const ACTIONS_LINE: &str = "actions.draft";
/// And what is being typed of audits.
pub const AUDITS_LINE: &str = "audits.draft";
/// Where a line typed at reviews, inspections and registers is kept.
pub const REVIEWS_LINE: &str = "reviews.draft";
/// Audits: templates, packs, scales, and a folder for each audit.
pub const AUDITS: &str = "audits";
/// Scales, answers that are no score, and kinds of agencies.
pub const SCALES: &str = "audits/scales.yaml";
/// Audit templates.
pub const TEMPLATES: &str = "audits/templates";
/// Packs of questions that templates take in.
pub const PACKS: &str = "audits/packs";
/// The program's own folder: earlier versions of files, and whose turn it is to change one.
pub const OWN: &str = ".chairside";
/// Earlier versions of files.
pub const VERSIONS: &str = ".chairside/versions";
/// Journals of what was changed outside meetings.
pub const CHANGES: &str = ".chairside/changes";
/// Conflict copies that were merged, kept out of everybody's way.
pub const MERGED: &str = ".chairside/merged";

/// Inspections that are prepared for.
pub const INSPECTIONS: &str = "audits/inspections";
/// The programme of audits.
pub const PROGRAMME: &str = "audits/programme.yaml";
/// Rapid reviews after serious incidents.
pub const RAPID_REVIEWS: &str = "reviews/rapid";
/// The name of the file of feedback in an audit's folder.
pub const FEEDBACK_NAME: &str = "feedback.yaml";
/// Folders among audits that are no audit's.
pub const NO_AUDITS: [&str; 3] = ["templates", "packs", "inspections"];

/// An inspection that is prepared for.
pub fn inspection(id: &InspectionId) -> String {
    format!("{INSPECTIONS}/{id}.yaml")
}

/// A rapid review.
pub fn rapid_review(id: &RapidReviewId) -> String {
    format!("{RAPID_REVIEWS}/{id}.yaml")
}

/// An audit's feedback.
pub fn feedback(id: &AuditId) -> String {
    format!("{AUDITS}/{id}/{FEEDBACK_NAME}")
}

/// An audit's file.
pub fn audit(id: &AuditId) -> String {
    format!("{AUDITS}/{id}/audit.yaml")
}

/// The template an audit was opened with, frozen.
pub fn frozen_template(id: &AuditId) -> String {
    format!("{AUDITS}/{id}/template.json")
}

/// An agency's return for a child.
pub fn audit_return(id: &AuditId, case: &CaseId, agency: &AgencyId) -> String {
    format!("{AUDITS}/{id}/returns/{case}-{agency}.yaml")
}

/// What the panel agreed of a child.
pub fn audit_panel(id: &AuditId, case: &CaseId) -> String {
    format!("{AUDITS}/{id}/panel/{case}.yaml")
}

/// What practitioners said beside an audit, as counts.
pub fn audit_survey(id: &AuditId) -> String {
    format!("{AUDITS}/{id}/survey.yaml")
}

/// What peers asked of organisations' own grades, and moderated grades.
pub fn audit_challenge(id: &AuditId) -> String {
    format!("{AUDITS}/{id}/challenge.yaml")
}

/// The audit whose results stand in a file: its own file, a return, a panel, or what peers said.
pub fn results_of(path: &str) -> Option<AuditId> {
    let (id, name) = path.strip_prefix(AUDITS)?.strip_prefix('/')?.split_once('/')?;
    let counts = matches!(name, "audit.yaml" | "challenge.yaml")
        || name.starts_with("returns/")
        || name.starts_with("panel/");
    (counts && !NO_AUDITS.contains(&id)).then(|| AuditId::new(id))
}

/// Whether this is an audit's own file.
pub fn is_audit(path: &str) -> bool {
    results_of(path).is_some_and(|id| path == audit(&id))
}

/// Whether a file says what is known of an audit's child: a return, or what a panel agreed.
pub fn is_of_a_child(path: &str) -> bool {
    let within = path.strip_prefix(AUDITS).and_then(|rest| rest.strip_prefix('/')?.split_once('/'));
    within.is_some_and(|(_, name)| name.starts_with("returns/") || name.starts_with("panel/"))
}

/// Whether a file is named like the key that says who the children behind pseudonyms are.
pub fn is_key(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let says = |word: &str| matches!(word, "key" | "keys" | "names" | "pseudonym" | "pseudonyms" | "lookup");
    name.split(|c: char| !c.is_alphanumeric()).any(says)
}

/// Whether this is what an editor, `patch` or a version control program leaves of a YAML file: `executive.yaml.orig`,
/// `executive.yaml~`.
pub fn is_left_over(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let backup = name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "yaml~" | "yml~"));
    backup || name.contains(".yaml.") || name.contains(".yml.")
}

/// Whether a file that is no YAML should not be where it lies: in the folder of an audit one that nothing there reads or writes,
/// which the frozen template and the folder `out` are; anywhere a table that is named like a key of pseudonyms; and what other
/// programs leave of a YAML file.
pub fn is_stray(path: &str) -> bool {
    if is_left_over(path) {
        return true;
    }
    let ending = path.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    if is_key(path) && matches!(ending.as_str(), "csv" | "xlsx" | "xls" | "ods") {
        return true;
    }
    let within = path.strip_prefix(AUDITS).and_then(|rest| rest.strip_prefix('/')?.split_once('/'));
    let Some((id, name)) = within.filter(|(id, _)| !NO_AUDITS.contains(id)) else { return false };
    frozen_template(&AuditId::new(id)) != path && (is_key(path) || !name.starts_with("out/"))
}

/// A group's standing agenda.
pub fn agenda(group: &GroupId) -> String {
    format!("{AGENDAS}/{group}.yaml")
}

/// A meeting's file.
pub fn meeting(id: &MeetingId) -> String {
    format!("{MEETINGS}/{id}.yaml")
}

/// The folder of a meeting's journals.
pub fn journals(id: &MeetingId) -> String {
    format!("{MEETINGS}/{id}/journal")
}

/// A meeting's folder: its journals, its documents, its papers.
pub fn folder(id: &MeetingId) -> String {
    format!("{MEETINGS}/{id}")
}

/// A document of a meeting, such as `minutes.md`.
pub fn document(id: &MeetingId, name: &str) -> String {
    format!("{MEETINGS}/{id}/{name}")
}

/// A version of a meeting's minutes that is final.
pub fn final_minutes(id: &MeetingId, version: u32, tier: Tier) -> String {
    let set = match tier {
        Tier::Open => "-open",
        Tier::Partners => "",
        Tier::Restricted => "-restricted",
    };
    document(id, &format!("minutes-final-{version}{set}.md"))
}

/// Whether a file in a meeting's folder is a set of its minutes as the program names them: `minutes.md`,
/// `minutes-restricted.md`, `minutes-2.md`.
pub fn is_minutes(name: &str) -> bool {
    name.strip_suffix(".md").is_some_and(|stem| stem == "minutes" || stem.starts_with("minutes-"))
}

/// A tracker.
pub fn tracker(id: &TrackerId) -> String {
    format!("{TRACKERS}/{id}.yaml")
}

/// An audit template.
pub fn template(id: &TemplateId) -> String {
    format!("{TEMPLATES}/{id}.yaml")
}

/// A pack of questions.
pub fn pack(id: &PackId) -> String {
    format!("{PACKS}/{id}.yaml")
}

/// A review of actions, by its name.
pub fn review(name: &str) -> String {
    format!("{REVIEWS}/{name}.yaml")
}

/// What a review of actions came to, to read.
pub fn review_record(name: &str) -> String {
    format!("{REVIEWS}/{name}.md")
}

/// The folder of a file's earlier versions.
pub fn versions(path: &str) -> String {
    format!("{VERSIONS}/{path}")
}
