//! Rules for the feedback of audits: it lies with its audit, and is of that audit's children and agencies.

use super::super::page::Page;
use super::super::{Found, Sources};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, fit};
use crate::files::places;
use crate::files::yaml::Step::{Index, Key};

pub(super) fn check(all: &Sources, found: &mut Vec<Found>) {
    for source in &all.assurance.feedback {
        let of = &source.value;
        let mut page = Page::new(source, found);
        let right = places::feedback(&of.audit);
        if page.path != right {
            let mend = format!("it belongs at {right}: move it there, or put right what stands in it");
            page.error(&[Key("audit")], "this file lies elsewhere than it says", mend);
            continue;
        }
        let Some(audit) = all.audits.iter().find(|one| one.value.id == of.audit) else {
            if !all.has(&places::audit(&of.audit)) {
                let message = format!("there is no audit called `{}`", fit(of.audit.as_str(), 40));
                page.error(&[Key("audit")], message, "its folder has no audit.yaml");
            }
            continue;
        };
        let audit = &audit.value;
        for (nth, given) in of.given.iter().enumerate() {
            let at = |key| [Key("given"), Index(nth), Key(key)];
            if audit.case(&given.case).is_none() {
                let all: Vec<&str> = audit.cases.iter().map(|case| case.id.as_str()).collect();
                let message = format!("there is no child `{}` in this audit", fit(given.case.as_str(), 40));
                page.error(&at("case"), message, format!("it has {}", and_list(&all)));
            }
            if audit.agency(&given.agency).is_none() {
                let all: Vec<&str> = audit.agencies.iter().map(|agency| agency.id.as_str()).collect();
                let message = format!("`{}` is not asked in this audit", fit(given.agency.as_str(), 40));
                page.error(&at("agency"), message, format!("it asks {}", and_list(&all)));
            }
            if given.on < audit.dates.panel {
                let (on, panel) = (long_date(given.on), long_date(audit.dates.panel));
                let message = format!("told on {on}, before the panel of {panel} agreed what was found");
                page.warning(&at("on"), message, "check the two dates");
            }
        }
    }
}
