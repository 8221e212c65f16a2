//! Sentences for minutes: past tense and grammatical whatever was typed, or when nothing was typed at all.
//!
//! Text only: no Markdown, no meeting, no tiers. Style: reported speech, `agreed to …`, reasons where given.

use crate::base::text::{and_list, capital, one_line, sentence};
use crate::domain::meeting::{Outcome, Position};

/// Verbs an item's ask begins with, and their past tense.
const VERBS: [(&str, &str); 35] = [
    ("accept", "accepted"),
    ("adopt", "adopted"),
    ("agree", "agreed"),
    ("appoint", "appointed"),
    ("approve", "approved"),
    ("ask", "asked"),
    ("be", "was"),
    ("choose", "chose"),
    ("close", "closed"),
    ("comment", "commented"),
    ("commission", "commissioned"),
    ("confirm", "confirmed"),
    ("consider", "considered"),
    ("decide", "decided"),
    ("endorse", "endorsed"),
    ("escalate", "escalated"),
    ("fund", "funded"),
    ("give", "gave"),
    ("hear", "heard"),
    ("nominate", "nominated"),
    ("note", "noted"),
    ("publish", "published"),
    ("ratify", "ratified"),
    ("receive", "received"),
    ("recommend", "recommended"),
    ("refer", "referred"),
    ("review", "reviewed"),
    ("say", "said"),
    ("send", "sent"),
    ("set", "set"),
    ("share", "shared"),
    ("sign", "signed"),
    ("support", "supported"),
    ("take", "took"),
    ("tell", "told"),
];

/// Verbs that show that a reason is a clause, so that `because` can stand before it.
const CLAUSE_WORDS: [&str; 26] = [
    "is", "are", "was", "were", "be", "has", "have", "had", "did", "does", "do", "will", "would", "could",
    "can", "cannot", "may", "might", "should", "must", "needs", "needed", "wants", "wanted", "came", "asked",
];

/// Words that may lose their capital in the middle of a sentence; any other may be a name.
const SMALL_WORDS: &[&str] = &[
    "a", "all", "an", "any", "because", "both", "each", "every", "for", "in", "it", "its", "more", "no",
    "not", "on", "some", "subject", "that", "the", "there", "they", "this", "to", "we", "with", "one", "two",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "most", "he", "she",
    "his", "her", "their", "only", "still", "when", "while", "until", "after", "before", "nobody", "nothing",
];

/// The word a decision is labelled with.
pub(super) fn label(outcome: Outcome, provisional: bool) -> String {
    let word = match outcome {
        Outcome::ReferredUp => "referred",
        other => other.said(),
    };
    let said = if provisional { format!("provisionally {word}") } else { word.to_owned() };
    capital(&said)
}

/// The label of a decision with a number: `Decision EXEC-26-D014, agreed`.
pub(super) fn numbered(id: Option<String>, outcome: Outcome, provisional: bool) -> String {
    let label = label(outcome, provisional);
    id.map_or(label.clone(), |id| format!("Decision {id}, {}", label.to_lowercase()))
}

/// The reasons for a decision as a sentence of their own, with a blank before it; nothing when none were given.
pub(super) fn reasons(because: &str) -> String {
    let because = one_line(because);
    if because.is_empty() { String::new() } else { format!(" Reason: {}", sentence(&because)) }
}

/// The options that were considered as a sentence of their own, with a blank before it; nothing when none were given.
pub(super) fn options(options: &[String]) -> String {
    if options.is_empty() {
        return String::new();
    }
    let options: Vec<String> = options.iter().map(|option| unended(&one_line(option))).collect();
    format!(" Options considered: {}.", options.join("; "))
}

/// A decision as one or more full sentences. `group` is who decided, such as `the Executive`; `ask` is what
/// the item asked for; `up` is the group it was referred up to, where that is known; `lack` says why the meeting
/// was not quorate, for a provisional decision.
pub(super) fn decision(
    outcome: Outcome,
    text: &str,
    ask: &str,
    group: &str,
    up: Option<&str>,
    lack: Option<&str>,
) -> String {
    let text = one_line(text);
    let up = up.map_or_else(|| "up".to_owned(), |name| format!("to {name}"));
    let said = Said { outcome, group, up: &up, provisional: lack.is_some() };
    let clause = if text.is_empty() { Some(said.of_ask(&one_line(ask))) } else { said.joined(&text, ask) };
    match (clause, lack) {
        (Some(clause), None) => sentence(&clause),
        (Some(clause), Some(lack)) => format!(
            "While the meeting was not quorate ({lack}), {}; this has no effect until a quorate meeting ratifies it.",
            unended(&clause)
        ),
        (None, None) => sentence(&text),
        (None, Some(lack)) => format!(
            "{} This was provisionally {}, as the meeting was not quorate ({lack}), \
             and has no effect until a quorate meeting ratifies it.",
            sentence(&text),
            outcome.said()
        ),
    }
}

/// How a decision is said.
struct Said<'a> {
    outcome: Outcome,
    group: &'a str,
    /// `up`, or `to the Lead Safeguarding Partners`.
    up: &'a str,
    provisional: bool,
}

impl Said<'_> {
    /// `provisionally agreed` or `agreed`.
    fn adverb(&self) -> &'static str {
        if self.provisional { "provisionally " } else { "" }
    }

    /// Words that begin in the middle of a sentence (`to …`, `that …`, `subject to …`), joined on to one.
    fn joined(&self, text: &str, ask: &str) -> Option<String> {
        let text = lower_start(text);
        let first = text.split(' ').next().unwrap_or_default();
        let p = self.adverb();
        let said = match (self.outcome, first) {
            (Outcome::Agreed, "to" | "that") => format!("it was {p}agreed {text}"),
            (Outcome::AgreedWithConditions, "to" | "that") => {
                format!("it was {p}agreed, with conditions, {text}")
            }
            (Outcome::Agreed | Outcome::AgreedWithConditions, "subject" | "provided" | "if") => {
                let agreed = Said { outcome: Outcome::Agreed, ..*self };
                let whole = if ask.trim().is_empty() {
                    format!("it was {p}agreed")
                } else {
                    agreed.of_ask(&one_line(ask))
                };
                format!("{}, {text}", unended(&whole))
            }
            (Outcome::NotAgreed, "to" | "that") => format!("it was not agreed {text}"),
            (Outcome::Deferred, "to" | "until" | "pending" | "because") => {
                format!("the decision was {p}deferred {text}")
            }
            (Outcome::Deferred, "that") => format!("the decision was {p}deferred, and it was agreed {text}"),
            (Outcome::ReferredUp, "to") if self.up == "up" => format!("the matter was {p}referred up {text}"),
            (Outcome::ReferredUp, "to" | "for") => format!("the matter was {p}referred {}, {text}", self.up),
            (Outcome::Noted, "that") => format!("it was noted {text}"),
            _ => return None,
        };
        Some(said)
    }

    /// The item's ask, turned into what was decided.
    fn of_ask(&self, ask: &str) -> String {
        let p = self.adverb();
        match (self.outcome, imperative(ask)) {
            (Outcome::Agreed, Some(ask)) => self.did(&ask),
            (Outcome::Agreed, None) if ask.is_empty() => format!("the proposal was {p}agreed"),
            (Outcome::Agreed, None) => format!("the proposal was {p}agreed: “{}”", unended(ask)),
            (Outcome::AgreedWithConditions, Some(ask)) => {
                format!("subject to conditions, {}", self.did(&ask))
            }
            (Outcome::AgreedWithConditions, None) => format!("the proposal was {p}agreed, with conditions"),
            (Outcome::NotAgreed, Some(ask)) if ask.single && !ask.whole.starts_with("be ") => {
                format!("{} did not {}", self.group, ask.whole)
            }
            (Outcome::NotAgreed, Some(ask)) => format!("the proposal to {} was not agreed", ask.whole),
            (Outcome::NotAgreed, None) => "the proposal was not agreed".to_owned(),
            (Outcome::Deferred, _) => format!("the decision was {p}deferred"),
            (Outcome::ReferredUp, _) => format!("the matter was {p}referred {} for decision", self.up),
            (Outcome::Noted, _) => "the matter was noted, and no decision was needed".to_owned(),
        }
    }

    /// `the Executive agreed the budget`, or, for more than one verb, `it was agreed to note … and agree …`.
    fn did(&self, ask: &Imperative) -> String {
        let p = self.adverb();
        if ask.single || ask.past == "agreed" {
            format!("{} {p}{} {}", self.group, ask.past, with_to(&ask.rest))
        } else {
            format!("it was {p}agreed to {}", ask.whole)
        }
    }
}

/// An ask that begins with a verb: `Agree the budget.`
struct Imperative {
    whole: String,
    past: &'static str,
    rest: String,
    single: bool,
}

fn imperative(ask: &str) -> Option<Imperative> {
    let ask = unended(ask);
    let ask = ask.replace(" our ", " its ");
    // An ask of two sentences, a question, or one that speaks to people cannot be turned round safely.
    let speaks = ask.split(' ').any(|w| ["we", "us", "our", "you", "your"].contains(&w));
    if speaks || ask.contains(". ") || ask.contains('?') {
        return None;
    }
    let (first, rest) = ask.split_once(' ')?;
    let verb = first.to_lowercase();
    let (verb, past) = VERBS.iter().find(|(v, _)| *v == verb)?;
    let single = !rest.split(' ').zip(rest.split(' ').skip(1)).any(|(before, word)| further(before, word));
    Some(Imperative { whole: format!("{verb} {rest}"), past, rest: rest.to_owned(), single })
}

/// Whether a word is a further verb of an ask: `agree` in `note the report and agree the plan`.
fn further(before: &str, word: &str) -> bool {
    (before == "and" || before == "or" || before.ends_with([',', ';']))
        && VERBS.iter().any(|(v, _)| *v == word.trim_end_matches(','))
}

/// Further verbs after `agreed` need their `to`: `agreed the answer, or to send it on`.
fn with_to(rest: &str) -> String {
    let mut said = String::new();
    let mut before = "";
    for word in rest.split(' ') {
        if !said.is_empty() {
            said.push(' ');
        }
        if further(before, word) {
            said.push_str("to ");
        }
        said.push_str(word);
        before = word;
    }
    said
}

/// Statutory partners' positions in a sentence: `Council and ICB agreed; police dissented and asked …`.
pub(super) fn positions(said: &[(String, Position)]) -> Option<String> {
    let order = [
        (Position::Agrees, "agreed"),
        (Position::AgreesWithConditions, "agreed with conditions"),
        (Position::Dissents, "dissented and asked for that to be minuted"),
        (Position::Abstains, "abstained"),
    ];
    let parts: Vec<String> = order
        .iter()
        .filter_map(|(position, words)| {
            let who: Vec<&str> =
                said.iter().filter(|(_, p)| p == position).map(|(who, _)| who.as_str()).collect();
            (!who.is_empty()).then(|| format!("{} {words}", and_list(&who)))
        })
        .collect();
    (!parts.is_empty()).then(|| sentence(&parts.join("; ")))
}

/// A reason to put after a statement, without a full stop: ` because …` where it is a clause, else `: …`.
pub(super) fn reason(why: &str) -> String {
    let why = lower_start(&unended(&one_line(why)));
    if why.is_empty() {
        String::new()
    } else if why.starts_with("because ") {
        format!(" {why}")
    } else if why.split(' ').any(|w| CLAUSE_WORDS.contains(&w)) {
        format!(" because {why}")
    } else {
        format!(": {why}")
    }
}

/// Where something was deferred to, as it reads after `to`: `the next meeting`.
pub(super) fn destination(to: &str) -> String {
    let to = unended(&one_line(to));
    let to = lower_start(to.strip_prefix("to ").unwrap_or(&to));
    let bare = ["next meeting", "next time"].contains(&to.to_lowercase().as_str());
    if bare { "the next meeting".to_owned() } else { to }
}

/// A name as it reads in the middle of a sentence: `the Executive`.
pub(super) fn the(name: &str) -> String {
    let lower = name.to_lowercase();
    if lower.is_empty() {
        "the meeting".to_owned()
    } else if lower.starts_with("the ") {
        lower_start(name)
    } else {
        format!("the {name}")
    }
}

/// Last words of names that read well after `the`: `the Executive`, but not `the Best Start in Life`.
const BODIES: [&str; 15] = [
    "board",
    "chairs",
    "committee",
    "executive",
    "forum",
    "group",
    "groups",
    "meeting",
    "network",
    "panel",
    "partners",
    "partnership",
    "session",
    "subgroup",
    "team",
];

/// A group as it reads in the middle of a sentence, without its area: `the Lead Safeguarding Partners`. One whose
/// name is a theme rather than a body is `the group`.
pub(super) fn body(name: &str) -> String {
    let short = name.split(',').next().unwrap_or(name).trim();
    let last = short.rsplit(' ').next().unwrap_or_default().to_lowercase();
    if name.is_empty() || BODIES.contains(&last.as_str()) { the(short) } else { "the group".to_owned() }
}

/// The text without a capital on a first word that is no name.
fn lower_start(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default().to_lowercase();
    if SMALL_WORDS.contains(&first.as_str()) {
        format!("{first}{}", &text[first.len()..])
    } else {
        text.to_owned()
    }
}

/// The text without what ends a sentence.
pub(super) fn unended(text: &str) -> String {
    text.trim().trim_end_matches(['.', ';', ':', ',']).trim_end().to_owned()
}

/// Words as they were typed, on one line, with a full stop.
pub(super) fn ended(text: &str) -> String {
    let text = one_line(text);
    if text.ends_with(['.', '?', '!', '…']) { text } else { format!("{}.", unended(&text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASK: &str = "Agree the budget for 2027/28.";

    fn plain(outcome: Outcome, text: &str, ask: &str) -> String {
        decision(outcome, text, ask, "the Executive", None, None)
    }

    #[test]
    fn a_decision_without_words_is_made_from_the_ask() {
        let said = |outcome| plain(outcome, "", ASK);
        assert_eq!(said(Outcome::Agreed), "The Executive agreed the budget for 2027/28.");
        assert_eq!(
            said(Outcome::AgreedWithConditions),
            "Subject to conditions, the Executive agreed the budget for 2027/28."
        );
        assert_eq!(said(Outcome::NotAgreed), "The Executive did not agree the budget for 2027/28.");
        assert_eq!(said(Outcome::Deferred), "The decision was deferred.");
        assert_eq!(said(Outcome::ReferredUp), "The matter was referred up for decision.");
        assert_eq!(said(Outcome::Noted), "The matter was noted, and no decision was needed.");
    }

    #[test]
    fn an_ask_that_cannot_be_turned_round_still_makes_good_english() {
        let said = |ask| plain(Outcome::Agreed, "", ask);
        assert_eq!(
            said("Note the report and agree the plan."),
            "It was agreed to note the report and agree the plan."
        );
        assert_eq!(
            said("Should the post be funded?"),
            "The proposal was agreed: “Should the post be funded?”"
        );
        assert_eq!(said("The 2027/28 budget"), "The proposal was agreed: “The 2027/28 budget”.");
        assert_eq!(said(""), "The proposal was agreed.");
        assert_eq!(said("Agree our readiness."), "The Executive agreed its readiness.");
        assert_eq!(said("Agree how ready we are."), "The proposal was agreed: “Agree how ready we are”.");
        assert_eq!(
            said("Agree the answer to each issue, or send it on."),
            "The Executive agreed the answer to each issue, or to send it on."
        );
        assert_eq!(
            plain(Outcome::NotAgreed, "", "Note the report and agree the plan."),
            "The proposal to note the report and agree the plan was not agreed."
        );
        assert_eq!(plain(Outcome::NotAgreed, "", ""), "The proposal was not agreed.");
    }

    #[test]
    fn a_group_named_for_its_theme_is_the_group() {
        assert_eq!(body("Executive"), "the Executive");
        assert_eq!(body("Lead Safeguarding Partners, North Somerset"), "the Lead Safeguarding Partners");
        assert_eq!(body("Best Start in Life"), "the group");
        assert_eq!(body("Exec Plus"), "the group");
        assert_eq!(body(""), "the meeting");
    }

    #[test]
    fn words_that_begin_with_to_or_that_join_on() {
        let said = |outcome, text| plain(outcome, text, ASK);
        assert_eq!(
            said(Outcome::Agreed, "To fund the post until March"),
            "It was agreed to fund the post until March."
        );
        assert_eq!(
            said(Outcome::NotAgreed, "that the post continues."),
            "It was not agreed that the post continues."
        );
        assert_eq!(
            said(Outcome::AgreedWithConditions, "subject to legal advice"),
            "The Executive agreed the budget for 2027/28, subject to legal advice."
        );
        assert_eq!(
            said(Outcome::Deferred, "to the next meeting"),
            "The decision was deferred to the next meeting."
        );
        assert_eq!(said(Outcome::ReferredUp, "to the LSPs"), "The matter was referred up to the LSPs.");
        assert_eq!(
            said(Outcome::Noted, "that spending is on plan"),
            "It was noted that spending is on plan."
        );
    }

    #[test]
    fn other_words_stand_as_they_were_typed() {
        assert_eq!(plain(Outcome::Agreed, "the plan was approved", ASK), "The plan was approved.");
        assert_eq!(plain(Outcome::Agreed, "Tom's post to continue!", ASK), "Tom's post to continue!");
    }

    #[test]
    fn a_provisional_decision_says_why_and_what_that_means() {
        let said = |text| {
            decision(Outcome::Agreed, text, ASK, "the Executive", None, Some("police not represented"))
        };
        assert_eq!(
            said(""),
            "While the meeting was not quorate (police not represented), the Executive provisionally agreed \
             the budget for 2027/28; this has no effect until a quorate meeting ratifies it."
        );
        assert_eq!(
            said("to fund the post."),
            "While the meeting was not quorate (police not represented), it was provisionally agreed \
             to fund the post; this has no effect until a quorate meeting ratifies it."
        );
        assert_eq!(
            said("The plan was approved"),
            "The plan was approved. This was provisionally agreed, as the meeting was not quorate \
             (police not represented), and has no effect until a quorate meeting ratifies it."
        );
        assert_eq!(label(Outcome::Agreed, true), "Provisionally agreed");
    }

    #[test]
    fn positions_read_as_one_sentence() {
        let of = |who: &str, p| (who.to_owned(), p);
        let said =
            [of("council", Position::Agrees), of("police", Position::Dissents), of("ICB", Position::Agrees)];
        assert_eq!(
            positions(&said).unwrap(),
            "Council and ICB agreed; police dissented and asked for that to be minuted."
        );
        assert_eq!(positions(&[]), None);
    }

    #[test]
    fn reasons_join_on_with_because_only_where_that_reads() {
        assert_eq!(reason("The paper was late."), " because the paper was late");
        assert_eq!(reason("because of time"), " because of time");
        assert_eq!(reason("no time"), ": no time");
        assert_eq!(reason("Police capacity"), ": Police capacity");
        assert_eq!(destination("next meeting"), "the next meeting");
        assert_eq!(destination("to SOG 4 Feb"), "SOG 4 Feb");
    }
}
