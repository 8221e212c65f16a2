//! Messages, drafts and calendars of anything: what may not be in them is not, and their forms hold.

use super::{Letter, draft, printed, reminders};
use crate::domain::action::{Action, Due, Raised, Update};
use crate::domain::actions::{Light, all};
use crate::domain::agenda::Tier;
use crate::domain::chase::{Asked, chase};
use crate::domain::tracker::Tracker;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn today() -> NaiveDate {
    "2026-12-03".parse().unwrap()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,60}", any::<String>(), "[a-z \r\n.:;,\\\\\"]{0,90}"]
}

proptest! {
    #[test]
    fn whatever_is_typed_a_message_keeps_its_form(what in text(), said in text(), id in "[A-Z]{1,4}-[0-9]{1,3}|\\PC{1,9}", days in 0_u64..40) {
        let action = Action {
            id: id.as_str().into(),
            what,
            lead: Some("police-dsp".into()),
            raised: Raised { date: today(), minute: said.clone(), ..Raised::default() },
            due: Due::On(today() - Days::new(20) + Days::new(days)),
            updates: vec![Update { on: today(), text: said, ..Update::default() }],
            status: if days % 5 == 0 { crate::domain::action::Status::Blocked } else { crate::domain::action::Status::UnderWay },
            ..Action::default()
        };
        let tracker = Tracker { id: "sog".into(), group: "sog".into(), actions: vec![action], ..Tracker::default() };
        let light = Light { partnership: None, today: today(), next: BTreeMap::new(), meetings: None };
        let found: Vec<_> = all([&tracker]).collect();
        let chase = chase(&light, [&tracker], &found, Asked { within: 30, tier: Tier::Partners });
        for message in &chase.messages {
            let letter = Letter { message, light: &light, within: 30 };
            let page = printed(&letter);
            prop_assert!(page.starts_with("To: police-dsp\nSubject: "), "{page}");
            prop_assert!(page.chars().all(|c| c == '\n' || !c.is_control()), "{page:?}");
            prop_assert_eq!(page.lines().filter(|line| line.starts_with("- ") && line.contains("  ")).count(), 1);

            let mail = String::from_utf8(draft(&letter)).unwrap();
            prop_assert!(mail.is_ascii() && mail.split("\r\n").all(|line| line.len() <= 76 && !line.contains(['\r', '\n'])), "{mail}");
            let (head, _) = mail.split_once("\r\n\r\n").unwrap();
            prop_assert_eq!(head.lines().filter(|line| !line.starts_with(' ')).count(), 8, "{}", head);
            prop_assert_eq!(draft(&letter), draft(&letter));

            let Some(calendar) = reminders(&letter) else { continue };
            let calendar = String::from_utf8(calendar).unwrap();
            prop_assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
            let lines: Vec<String> = calendar.replace("\r\n ", "").lines().map(str::to_owned).collect();
            prop_assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1);
            prop_assert_eq!(lines.len(), 4 + 16 + 1);
        }
    }
}
