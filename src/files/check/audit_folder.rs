//! Rules for single audits: their children by pseudonym, the agencies they ask, and what came back. That a template is the
//! one that was frozen is asked where it is read.

use super::page::{Ids, Page, Sort};
use super::{Found, Source, Sources};
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, CaseId};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, fit};
use crate::domain::audit::{Audit, Challenge, Panel, Return, Sealed, Settlement, Signer, sealing, signing};
use crate::files::places;
use crate::files::yaml::Step::{self, Index, Key};
use std::collections::BTreeSet;

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    for source in &all.audits {
        one(all, source, ids, found);
    }
    for source in &all.returns {
        let value = &source.value;
        let named = places::audit_return(&value.audit, &value.case, &value.agency);
        let Some(audit) = of_audit(all, source, value.audit.as_str(), &named, found) else { continue };
        a_return(audit, source, found);
    }
    for source in &all.panels {
        let value = &source.value;
        let named = places::audit_panel(&value.audit, &value.case);
        let Some(audit) = of_audit(all, source, value.audit.as_str(), &named, found) else { continue };
        a_panel(audit, source, found);
    }
}

fn one(all: &Sources, source: &Source<Audit>, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    let audit = &source.value;
    let mut page = Page::new(source, found);
    if source.path != places::audit(&audit.id) {
        let mend = format!("name its folder `{}`, or put the folder's name here", audit.id);
        page.error(&[Key("id")], "the audit is not called what its folder is called", mend);
    }
    if let Some(ids) = ids {
        page.known(&[Key("group")], Sort::Group, audit.group.as_str(), ids);
        for (role, post) in [
            ("lead", &audit.roles.lead),
            ("chair", &audit.roles.chair),
            ("minutes", &audit.roles.minutes),
            ("scrutineer", &audit.roles.scrutineer),
        ] {
            if let Some(post) = post {
                page.known(&[Key("roles"), Key(role)], Sort::Post, post.as_str(), ids);
            }
        }
    }
    let again = "give each its own; an id is never used twice";
    page.once(&[Key("cases")], "id", "children", again);
    page.once(&[Key("agencies")], "id", "agencies", again);
    for (nth, case) in audit.cases.iter().enumerate() {
        if !is_pseudonym(case.id.as_str()) {
            page.error(
                &[Key("cases"), Index(nth), Key("id")],
                "this is no pseudonym of the form C1",
                "write C and a number; who the child is must not stand in this folder, not even by initials",
            );
        }
    }
    for (nth, agency) in audit.agencies.iter().enumerate() {
        let words = all.scales.as_ref().map(|source| &source.value);
        if words.is_some_and(|words| words.agency_kind(&agency.kind).is_none()) {
            page.error(
                &[Key("agencies"), Index(nth), Key("kind")],
                format!("there is no kind of agency called `{}`", fit(agency.kind.as_str(), 40)),
                format!("the kinds are in {}", places::SCALES),
            );
        }
    }
    let mut pairs = BTreeSet::new();
    for (nth, involved) in audit.involvement.iter().enumerate() {
        let at = [Key("involvement"), Index(nth)];
        named(&mut page, audit, &at, &involved.case, &involved.agency);
        if !pairs.insert((&involved.case, &involved.agency)) {
            let message = format!("{} at {} stands here twice", involved.case, involved.agency);
            page.error(&at, message, "make the two into one");
        }
    }
    signed(all, audit, &mut page);
    for (first, then) in audit.dates.out_of_order(&WorkingDays::default()) {
        page.warning(
            &[Key("dates"), Key("fixed")],
            format!("'{}' comes after '{}'", first.said(), then.said()),
            "fix another day, or take it out: it is worked out then",
        );
    }
}

/// What the group signed lies there as it was signed.
fn signed(all: &Sources, audit: &Audit, page: &mut Page<'_>) {
    let Some(by) = audit.signature(Signer::Group) else { return };
    let returns = all.returns.iter().map(|source| &source.value).filter(|of| of.audit == audit.id);
    let panels = all.panels.iter().map(|source| &source.value).filter(|of| of.audit == audit.id);
    let beside = all.challenges.iter().find(|source| source.value.audit == audit.id);
    let challenges: &[Challenge] = beside.map_or(&[], |source| &source.value.challenges);
    if signing::hash(audit, returns, panels, challenges) != by.sha256 {
        let panels = all.panels.iter().map(|source| &source.value).filter(|of| of.audit == audit.id);
        let of: Vec<String> =
            sealing::changed_panels(audit, panels).iter().map(ToString::to_string).collect();
        let what = if of.is_empty() {
            "an accepted return, a panel or who is asked".to_owned()
        } else {
            format!("what the panel said of {}", and_list(&of))
        };
        let message =
            format!("what {} signed off on {} was changed since: {what}", fit(&by.by, 60), long_date(by.on));
        let mend = format!(
            "'chairside restore' brings back what was there; else 'chairside audit reopen {} --why …' and sign again",
            audit.id
        );
        page.error(&[Key("signed")], message, mend);
    }
}

/// One letter or two and a number: what cannot be anybody's initials with a date behind them.
fn is_pseudonym(id: &str) -> bool {
    let letters = id.bytes().take_while(u8::is_ascii_uppercase).count();
    let figures = id.len() - letters;
    (1..=2).contains(&letters)
        && (1..=3).contains(&figures)
        && id[letters..].bytes().all(|b| b.is_ascii_digit())
}

/// The child and the agency are in the audit.
fn named(page: &mut Page<'_>, audit: &Audit, at: &[Step<'_>], case: &CaseId, agency: &AgencyId) {
    let with = |key| at.iter().copied().chain([Key(key)]).collect::<Vec<_>>();
    if audit.case(case).is_none() {
        let all: Vec<&str> = audit.cases.iter().map(|case| case.id.as_str()).collect();
        let message = format!("there is no child `{}` in this audit", fit(case.as_str(), 40));
        page.error(&with("case"), message, format!("it has {}", and_list(&all)));
    }
    if audit.agency(agency).is_none() {
        let all: Vec<&str> = audit.agencies.iter().map(|agency| agency.id.as_str()).collect();
        let message = format!("`{}` is not asked in this audit", fit(agency.as_str(), 40));
        page.error(&with("agency"), message, format!("it asks {}", and_list(&all)));
    }
}

/// The audit a file belongs to, when it lies where it says it does.
pub(super) fn of_audit<'a, T>(
    all: &'a Sources,
    source: &Source<T>,
    audit: &str,
    named: &str,
    found: &mut Vec<Found>,
) -> Option<&'a Audit> {
    let mut page = Page::new(source, found);
    if source.path != named {
        let mend = format!("it belongs at {named}: move it there, or put right what stands in it");
        page.error(&[Key("audit")], "this file lies elsewhere than it says", mend);
        return None;
    }
    let known = all.audits.iter().find(|one| one.value.id.as_str() == audit);
    if known.is_none() && !all.has(&places::audit(&audit.into())) {
        let mend = format!("its folder has no audit.yaml: '{}' is expected", places::audit(&audit.into()));
        page.error(&[Key("audit")], format!("there is no audit called `{}`", fit(audit, 40)), mend);
    }
    known.map(|source| &source.value)
}

fn a_return(audit: &Audit, source: &Source<Return>, found: &mut Vec<Found>) {
    let (value, mut page) = (&source.value, Page::new(source, found));
    named(&mut page, audit, &[], &value.case, &value.agency);
    if value.template_sha256 != audit.template.sha256 {
        page.error(
            &[Key("template_sha256")],
            "this return answers another version of the template than its audit asks",
            "ask the agency to fill in the one that was sent out",
        );
    }
    if value.sealed() == Sealed::Changed {
        page.error(
            &[Key("accepted_sha256")],
            format!(
                "the accepted return for {} by {} was changed by hand since it was accepted",
                fit(value.case.as_str(), 40),
                fit(value.agency.as_str(), 40)
            ),
            "put back what the agency sent: an earlier version ('chairside restore'), or its file again ('chairside audit collect', \
             once this one is out of the folder); then accept it again",
        );
    }
    page.once(&[Key("answers")], "question", "answers", "keep the one the agency meant");
}

fn a_panel(audit: &Audit, source: &Source<Panel>, found: &mut Vec<Found>) {
    let (value, mut page) = (&source.value, Page::new(source, found));
    if audit.case(&value.case).is_none() {
        let all: Vec<&str> = audit.cases.iter().map(|case| case.id.as_str()).collect();
        let message = format!("there is no child `{}` in this audit", fit(value.case.as_str(), 40));
        page.error(&[Key("case")], message, format!("it has {}", and_list(&all)));
    }
    for (nth, settled) in value.settled.iter().enumerate() {
        let at = [Key("settled"), Index(nth), Key("reason")];
        if settled.how == Settlement::Regraded && settled.reason.trim().is_empty() {
            page.error(
                &at,
                "another grade than the agencies gave has no reason",
                "say why the panel says otherwise",
            );
        }
    }
    page.once(
        &[Key("findings")],
        "id",
        "findings",
        "give one of them an id of its own; an id is never used twice",
    );
}

#[cfg(test)]
mod tests {
    use super::is_pseudonym;

    #[test]
    fn a_pseudonym_is_a_letter_or_two_and_a_number() {
        for fine in ["C1", "C12", "AB3"] {
            assert!(is_pseudonym(fine), "{fine}");
        }
        for other in ["", "C", "1", "JS", "Jo", "c1", "ABC1", "C1234", "C-1", "Ć1"] {
            assert!(!is_pseudonym(other), "{other}");
        }
    }
}
