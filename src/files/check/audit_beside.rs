//! Rules for what stands beside an audit of organisations: a survey's counts, and what peers said of their own grades.

use super::audit_folder::of_audit;
use super::page::Page;
use super::{Found, Sources};
use crate::base::id::AgencyId;
use crate::base::text::{and_list, fit};
use crate::domain::audit::Audit;
use crate::domain::audit::survey::{FEWEST, LEAST};
use crate::files::places;
use crate::files::yaml::Step::{self, Index, Key};

pub(super) fn check(all: &Sources, found: &mut Vec<Found>) {
    for source in &all.surveys {
        let value = &source.value;
        let named = places::audit_survey(&value.audit);
        let Some(audit) = of_audit(all, source, value.audit.as_str(), &named, found) else { continue };
        let mut page = Page::new(source, found);
        if value.fewest < LEAST {
            let message = format!("counts of fewer than {LEAST} people would be shown");
            page.error(&[Key("fewest")], message, format!("write {FEWEST}, or more"));
        }
        for (nth, one) in value.asked.iter().enumerate() {
            let at = [Key("asked"), Index(nth)];
            if u64::from(one.agree) + u64::from(one.disagree) + u64::from(one.dont_know) > u64::from(one.n) {
                let mend = "put the counts right: n is how many replied to this at all";
                page.error(&at, "more people said something than replied", mend);
            }
            if let Some(agency) = &one.agency {
                asked(&mut page, audit, &[at[0], at[1], Key("agency")], agency);
            }
        }
    }
    for source in &all.challenges {
        let value = &source.value;
        let named = places::audit_challenge(&value.audit);
        let Some(audit) = of_audit(all, source, value.audit.as_str(), &named, found) else { continue };
        let mut page = Page::new(source, found);
        for (nth, one) in value.challenges.iter().enumerate() {
            let at = [Key("challenges"), Index(nth)];
            asked(&mut page, audit, &[at[0], at[1], Key("agency")], &one.agency);
            if one.moderated.is_some() && one.reason.trim().is_empty() {
                let mend = "say why it is this grade, also where it is the organisation's own";
                page.error(&at, "a moderated grade has no reason", mend);
            }
            if one.by == one.agency.as_str() {
                let mend = "name the organisation or the post that asked";
                page.error(&[at[0], at[1], Key("by")], "an organisation challenges itself", mend);
            }
        }
    }
}

/// The organisation is asked in the audit.
fn asked(page: &mut Page<'_>, audit: &Audit, at: &[Step<'_>], agency: &AgencyId) {
    if audit.agency(agency).is_none() {
        let all: Vec<&str> = audit.agencies.iter().map(|agency| agency.id.as_str()).collect();
        let message = format!("`{}` is not asked in this audit", fit(agency.as_str(), 40));
        page.error(at, message, format!("it asks {}", and_list(&all)));
    }
}
