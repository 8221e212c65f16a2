//! The panel as a meeting: its agenda, with an item for each child, so that attendance, notes, decisions and actions work as
//! in every other meeting. What is agreed of answers stays with the panel's own files.

use super::scope::{Audit, Case};
use crate::base::id::{AgencyId, ItemId, MeetingId, PostId};
use crate::base::length::Minutes;
use crate::base::stamp::ClockTime;
use crate::base::text::{count, one_line};
use crate::domain::agenda::{CHAIR, Item, ItemKind, Lock, Purpose, Tier};
use crate::domain::issued::IssuedAgenda;
use crate::domain::meeting::{Seat, Sitting};
use crate::domain::partnership::{Agency, Group, MinuteTaker, Partnership};
use crate::domain::quorum::QuorumRule;

/// Minutes for what is not about one child, and for each child; our proposal.
const OPENING: u32 = 5;
const EACH: u32 = 25;
const FINDINGS: u32 = 20;
const CLOSING: u32 = 5;

/// What ids of seats begin with that stand for an agency without a post.
const OF_AGENCY: &str = "agency-";

/// When a panel begins unless its file is changed; our proposal.
pub const BEGINS: ClockTime = ClockTime::on_the_hour(10);

/// The id of an audit's panel as a meeting.
pub fn meeting_id(audit: &Audit) -> MeetingId {
    MeetingId::new(format!("{}-panel-{}", audit.id, audit.dates.panel))
}

/// The panel's agenda on the day of the panel, beginning at a time.
pub fn agenda(audit: &Audit, group: &Group, start: ClockTime) -> IssuedAgenda {
    let taker = match &group.minute_taker {
        Some(MinuteTaker::Post(post)) => Some(post.clone()),
        _ => None,
    };
    let mut items = vec![
        Item {
            kind: ItemKind::Welcome,
            lock: Some(Lock::First),
            ask: "Confirm who is here, and how we work: strengths first, no names, and what agencies answered stays as \
                  they gave it."
                .to_owned(),
            ..item("welcome", "Who is here, and how we work", OPENING, Purpose::Note)
        },
    ];
    items.extend(audit.cases.iter().map(child));
    items.push(Item {
        ask: "Agree what was done well and what has to change, across the children.".to_owned(),
        prompts: vec![
            "Is it how people work, or what they work in?".to_owned(),
            "Which agency was never told, or should have been here?".to_owned(),
        ],
        ..item("findings", "What we found", FINDINGS, Purpose::Decide)
    });
    items.push(Item {
        kind: ItemKind::Close,
        lock: Some(Lock::Last),
        ask: "Say what happens next: the draft report, the factual check, the brief.".to_owned(),
        ..item("close", "Close", CLOSING, Purpose::Note)
    });
    let planned = crate::domain::agenda::planned(&items);
    IssuedAgenda {
        schema: 1,
        id: meeting_id(audit),
        group: audit.group.clone(),
        audit: Some(audit.id.clone()),
        title: format!("{}: panel", one_line(&audit.title)),
        date: audit.dates.panel,
        start,
        end: start.plus_within_the_day(planned),
        chair: audit.roles.chair.clone().or_else(|| group.chair.usual().cloned()),
        minute_taker: audit.roles.minutes.clone().or(taker),
        items,
        ..IssuedAgenda::default()
    }
}

/// The group as it sits for a panel: who is asked for each agency of the audit, and no quorum, for a panel agrees and does not
/// decide for the group. Who is asked is the contact, else the group's members of that agency, else every post of it; an agency
/// without any has a seat of its own.
pub fn at_the_table(audit: &Audit, group: &Group, partnership: &Partnership) -> Group {
    let mut members: Vec<PostId> = Vec::new();
    for agency in &audit.agencies {
        let of_agency = |post: &&PostId| partnership.post(post).is_some_and(|post| post.agency == agency.id);
        let contact = partnership.post(&PostId::new(agency.contact.as_str())).map(|post| post.id.clone());
        let mut asked: Vec<PostId> = contact.into_iter().collect();
        if asked.is_empty() {
            asked = group.members.iter().filter(of_agency).cloned().collect();
        }
        if asked.is_empty() {
            asked = partnership.posts.iter().map(|post| &post.id).filter(of_agency).cloned().collect();
        }
        if asked.is_empty() {
            asked.push(seat_of(&agency.id));
        }
        members.extend(asked);
    }
    let roles = [&audit.roles.lead, &audit.roles.scrutineer];
    let attends = roles.into_iter().flatten().filter(|post| !members.contains(post)).cloned().collect();
    Group { members, attends, observers: Vec::new(), quorum: QuorumRule::default(), ..group.clone() }
}

/// Names the seats of agencies that have no post, and notes what the meeting is the panel of.
pub fn seat_agencies(audit: &Audit, sitting: &mut Sitting) {
    sitting.audit = Some(audit.id.clone());
    for agency in &audit.agencies {
        let Some(seat) = sitting.seats.iter_mut().find(|seat| seat.id == seat_of(&agency.id)) else {
            continue;
        };
        let name = one_line(&agency.name);
        *seat = Seat { title: name.clone(), agency: agency.id.clone(), ..std::mem::take(seat) };
        if sitting.agencies.iter().all(|known| known.id != agency.id) {
            sitting.agencies.push(Agency { id: agency.id.clone(), name, ..Agency::default() });
        }
    }
}

/// The agency whose seat this is where it has no post.
pub fn agency_of(seat: &PostId) -> Option<AgencyId> {
    seat.as_str().strip_prefix(OF_AGENCY).map(AgencyId::new)
}

fn seat_of(agency: &AgencyId) -> PostId {
    PostId::new(format!("{OF_AGENCY}{agency}"))
}

fn child(case: &Case) -> Item {
    let age =
        if case.age_band.is_empty() { String::new() } else { format!(", {}", one_line(&case.age_band)) };
    Item {
        ask: format!("Agree question by question what the returns on {} come to.", case.id),
        prompts: vec![
            "What was it like to be this child?".to_owned(),
            "Is any child unsafe now? That leaves the audit at once: ! on the panel's page.".to_owned(),
        ],
        tier: Tier::Restricted,
        ..item(
            &format!("child-{}", case.id.as_str().to_lowercase()),
            &format!("Child {}{age}", case.id),
            EACH,
            Purpose::Discuss,
        )
    }
}

fn item(id: &str, title: &str, minutes: u32, purpose: Purpose) -> Item {
    Item {
        id: ItemId::new(id),
        title: title.to_owned(),
        lead: CHAIR.to_owned(),
        minutes: Minutes(minutes),
        purpose,
        ..Item::default()
    }
}

/// How long it is planned to take, in words.
pub fn planned_said(agenda: &IssuedAgenda) -> String {
    let children = agenda.items.iter().filter(|item| item.id.as_str().starts_with("child-")).count();
    format!("{}, {} to {}", count(children, "child", "children"), agenda.start, agenda.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::example;

    #[test]
    fn every_child_has_an_item_of_its_own_that_is_restricted() {
        let audit = example::audit();
        let made = agenda(&audit, &Group::default(), "09:30".parse().unwrap());
        let children: Vec<&Item> = made.items.iter().filter(|item| item.tier == Tier::Restricted).collect();
        assert_eq!(children.len(), audit.cases.len());
        assert_eq!(
            (made.items[0].lock, made.items.last().unwrap().lock),
            (Some(Lock::First), Some(Lock::Last))
        );
        assert_eq!(made.id.day(), Some(audit.dates.panel));
        assert_eq!(planned_said(&made), "3 children, 09:30 to 11:15");
    }
}
