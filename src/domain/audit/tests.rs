//! What merging and asking must always keep, tried on small files and on random ones.

use super::*;
use crate::base::id::{AgencyKind, PackId};
use crate::base::length::Minutes;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn words() -> Vocabulary {
    let level = |code: &str| Level { code: code.into(), word: code.into(), ..Level::default() };
    let scale = |id: &str, codes: &[&str]| Scale {
        id: id.into(),
        ordinal: true,
        levels: codes.iter().map(|code| level(code)).collect(),
        ..Scale::default()
    };
    Vocabulary {
        scales: vec![scale("met", &["NM", "PM", "M"]), scale("rag", &["R", "A", "G"])],
        non_scores: NonScore::ALL.map(|code| NonAnswer { code, ..NonAnswer::default() }).to_vec(),
        ..Vocabulary::default()
    }
}

fn question(id: &str) -> Question {
    Question { id: id.into(), text: id.into(), ..Question::default() }
}

fn section(id: &str, questions: Vec<Question>) -> Section {
    Section { id: id.into(), title: id.to_uppercase(), questions, ..Section::default() }
}

fn pack(id: &str, sections: Vec<Section>) -> Pack {
    Pack { id: id.into(), sections, ..Pack::default() }
}

fn packs(all: Vec<Pack>) -> BTreeMap<PackId, Pack> {
    all.into_iter().map(|pack| (pack.id.clone(), pack)).collect()
}

fn take(pack: &str, only: &[&str]) -> Include {
    Include { pack: pack.into(), only: only.iter().map(|id| (*id).into()).collect() }
}

fn template(includes: Vec<Include>, sections: Vec<Section>) -> Template {
    Template { id: "t".into(), default_scale: Some("met".into()), includes, sections, ..Template::default() }
}

fn ids(resolved: &Resolved) -> Vec<&str> {
    resolved.questions().map(|question| question.id.as_str()).collect()
}

fn shown<'a>(resolved: &'a Resolved, kind: &str, answers: &[(&str, &str)]) -> Vec<&'a str> {
    let answers: Answers = answers.iter().map(|(q, a)| ((*q).into(), vec![(*a).to_owned()])).collect();
    let kind = AgencyKind::from(kind);
    let asked = resolved.for_agency(Some(&kind), &answers);
    asked.into_iter().flat_map(|(_, asked)| asked).map(|question| question.id.as_str()).collect()
}

#[test]
fn packs_come_first_in_their_order_and_one_heading_is_one_section() {
    let core = pack(
        "core",
        vec![
            section("child", vec![question("a"), question("b"), question("c")]),
            section("end", vec![question("d")]),
        ],
    );
    let more = pack("more", vec![section("child", vec![question("e")])]);
    let own = vec![section("own", vec![question("f")]), section("end", vec![question("g")])];
    let wanted = template(vec![take("core", &["c", "a", "d"]), take("more", &[])], own);
    let resolved = resolve(&wanted, &packs(vec![core, more]), &words()).unwrap();
    let sections: Vec<&str> = resolved.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(sections, ["child", "end", "own"]);
    assert_eq!(ids(&resolved), ["a", "c", "e", "d", "g", "f"]);
    assert!(resolved.questions().all(|question| question.scale == Some("met".into())));
}

#[test]
fn a_section_can_take_questions_without_their_headings() {
    let core = pack(
        "core",
        vec![section("x", vec![question("a")]), section("y", vec![question("b"), question("c")])],
    );
    let mut own = section("own", vec![question("d")]);
    own.includes = vec![take("core", &["a", "c"])];
    let resolved = resolve(&template(vec![], vec![own]), &packs(vec![core]), &words()).unwrap();
    assert_eq!((resolved.sections.len(), ids(&resolved)), (1, vec!["a", "c", "d"]));
    assert_eq!(resolved.sections[0].title, "OWN");
}

#[test]
fn everything_that_stands_in_the_way_is_named_at_once() {
    let mut depends = question("late");
    depends.show_if = Some(ShowIf { question: "choice".into(), any_of: vec!["x".into()] });
    let mut nowhere = question("nowhere");
    nowhere.show_if = Some(ShowIf { question: "gone".into(), any_of: vec!["M".into()] });
    let mut wrong = question("wrong");
    wrong.show_if = Some(ShowIf { question: "a".into(), any_of: vec!["M".into(), "G".into(), "na".into()] });
    let mut scale = question("scale");
    scale.scale = Some("ofsted".into());
    let mut both = question("both");
    (both.scale, both.kind) = (Some("met".into()), Some(AnswerKind::Text));
    let choice = Question { kind: Some(AnswerKind::Choice), ..question("choice") };
    let mut level = question("level");
    level.descriptors = vec![Descriptor { level: "G".into(), says: "g".into() }];
    let own = section("own", vec![question("a"), depends, nowhere, wrong, scale, both, choice, level]);
    let mut round = pack("round", vec![]);
    round.includes = vec![take("back", &[])];
    let mut back = pack("back", vec![]);
    back.includes = vec![take("round", &[])];
    let core = pack("core", vec![section("x", vec![question("a")])]);
    let wanted = template(vec![take("core", &["a", "b"]), take("none", &[]), take("round", &[])], vec![own]);
    let faults = resolve(&wanted, &packs(vec![core, round, back]), &words()).unwrap_err();
    let said: Vec<String> = faults.iter().map(|fault| format!("{fault}: {}", fault.mend())).collect();
    for part in [
        "the pack `core` has no question `b`",
        "there is no pack called `none`",
        "without end: round → back → round",
        "the question `a` comes from the pack `core` and from the template",
        "`late` depends on `choice`, which is asked after it",
        "`nowhere` depends on `gone`, which is not asked: take that question in as well",
        "`wrong` waits for the answer `G`, which `a` cannot have: the answers are NM, PM, M, na",
        "there is no scale called `ofsted`",
        "`both` names a scale and is answered in another way",
        "`choice` has no answers to choose from",
        "`level` describes the level `G`, which its scale does not have: the levels are NM, PM, M",
    ] {
        assert_eq!(said.iter().filter(|one| one.contains(part)).count(), 1, "{part}\n{said:#?}");
    }
    assert_eq!(said.len(), 11, "{said:#?}");
}

/// Yes or no, then what follows from it, then what follows from that.
fn chain() -> Resolved {
    let first = Question {
        kind: Some(AnswerKind::YesNo),
        applies_to: AppliesTo::Only(vec!["school".into()]),
        ..question("first")
    };
    let when = |id: &str, on: &str, answer: &str| Question {
        show_if: Some(ShowIf { question: on.into(), any_of: vec![answer.into()] }),
        ..question(id)
    };
    let own = section("own", vec![first, when("second", "first", YES), when("third", "second", "NM")]);
    resolve(&template(vec![], vec![own]), &BTreeMap::new(), &words()).unwrap()
}

#[test]
fn a_question_waits_for_its_answer_and_what_is_hidden_hides_what_follows() {
    let all = chain();
    assert_eq!(shown(&all, "school", &[]), ["first"]);
    assert_eq!(shown(&all, "school", &[("first", NO)]), ["first"]);
    assert_eq!(shown(&all, "school", &[("first", YES)]), ["first", "second"]);
    assert_eq!(shown(&all, "school", &[("first", YES), ("second", "NM")]), ["first", "second", "third"]);
    // An answer given before the question was hidden again counts for nothing.
    assert_eq!(shown(&all, "school", &[("first", NO), ("second", "NM")]), ["first"]);
}

#[test]
fn what_an_agency_was_never_asked_hides_nothing_from_it() {
    let all = chain();
    assert_eq!(shown(&all, "police", &[]), ["second"]);
    assert_eq!(shown(&all, "police", &[("second", "NM")]), ["second", "third"]);
}

#[test]
fn how_much_is_asked_is_counted_for_each_kind_of_agency() {
    let mut all = chain();
    all.agencies = vec!["school".into(), "police".into()];
    all.closing = vec![Closing::Strengths];
    let loads: Vec<(usize, Minutes)> =
        all.loads().into_iter().map(|(_, load)| (load.questions, load.minutes)).collect();
    assert_eq!(loads, [(3, Minutes(6)), (2, Minutes(5))]);
    assert_eq!(all.most().questions, 3);
}

#[test]
fn steps_are_counted_only_where_there_is_an_order() {
    let words = words();
    let mut met = words.scales[0].clone();
    assert_eq!((met.steps("NM", "M"), met.steps("M", "PM"), met.steps("M", "na")), (Some(2), Some(1), None));
    met.ordinal = false;
    assert_eq!(met.steps("NM", "M"), None);
    let needs_reason = |answer: NonScore| answer.needs_reason(&words.non_scores);
    assert!(needs_reason(NonScore::Na) && !needs_reason(NonScore::NotKnown));
}

const IDS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
const KINDS: [&str; 3] = ["school", "police", "gp"];

fn any_question() -> impl Strategy<Value = Question> {
    let on = prop::option::weighted(0.4, prop::sample::select(IDS.to_vec()));
    let kinds = prop::option::weighted(0.5, prop::sample::subsequence(KINDS.to_vec(), 0..=3));
    let yes_no = any::<bool>();
    (prop::sample::select(IDS.to_vec()), on, kinds, yes_no).prop_map(|(id, on, kinds, yes_no)| Question {
        kind: yes_no.then_some(AnswerKind::YesNo),
        applies_to: kinds.map_or(AppliesTo::All, |kinds| {
            AppliesTo::Only(kinds.into_iter().map(AgencyKind::from).collect())
        }),
        show_if: on.map(|on| ShowIf { question: on.into(), any_of: vec!["na".into()] }),
        ..question(id)
    })
}

fn any_sections() -> impl Strategy<Value = Vec<Section>> {
    let section_of = (prop::sample::select(vec!["s", "t", "u"]), prop::collection::vec(any_question(), 0..4));
    prop::collection::vec(section_of.prop_map(|(id, questions)| section(id, questions)), 0..3)
}

fn any_includes() -> impl Strategy<Value = Vec<Include>> {
    let only = prop::option::weighted(0.3, prop::sample::subsequence(IDS.to_vec(), 0..3));
    let one = (prop::sample::select(vec!["p", "q", "r"]), only);
    prop::collection::vec(one.prop_map(|(pack, only)| take(pack, &only.unwrap_or_default())), 0..2)
}

fn any_packs() -> impl Strategy<Value = BTreeMap<PackId, Pack>> {
    let one = (any_sections(), any_includes());
    prop::collection::vec(one, 0..4).prop_map(|all| {
        let named = ["p", "q", "r"].into_iter().zip(all);
        packs(named.map(|(id, (sections, includes))| Pack { includes, ..pack(id, sections) }).collect())
    })
}

proptest! {
    #[test]
    fn merging_ends_names_what_is_wrong_or_keeps_ids_unique_and_in_order(
        packs in any_packs(), includes in any_includes(), own in any_sections()
    ) {
        let wanted = template(includes, own);
        match resolve(&wanted, &packs, &words()) {
            Err(faults) => prop_assert!(!faults.is_empty()),
            Ok(resolved) => {
                let unique: BTreeSet<&str> = ids(&resolved).into_iter().collect();
                prop_assert_eq!(unique.len(), resolved.questions().count());
                // What came from one section of a file stands in the file's order.
                for section in &wanted.sections {
                    let here = resolved.sections.iter().find(|known| known.id == section.id);
                    let place = |q: &Question| here?.questions.iter().position(|known| known.id == q.id);
                    let places: Vec<usize> = section.questions.iter().filter_map(place).collect();
                    prop_assert!(places.is_sorted() && places.len() == section.questions.len());
                }
                // The same again from what came out: nothing is left to merge.
                let again = Template { includes: vec![], sections: resolved.sections.clone(), ..wanted };
                let twice = resolve(&again, &BTreeMap::new(), &words()).unwrap();
                prop_assert_eq!(twice, Resolved { notes: vec![], ..resolved });
            }
        }
    }

    #[test]
    fn nothing_is_hidden_because_of_what_was_not_asked(
        own in any_sections(),
        kind in prop::sample::select(KINDS.to_vec()),
        given in prop::collection::btree_map(prop::sample::select(IDS.to_vec()), prop::sample::select(vec!["na", "yes", "M"]), 0..8)
    ) {
        let Ok(resolved) = resolve(&template(vec![], own), &BTreeMap::new(), &words()) else { return Ok(()) };
        let given: Vec<(&str, &str)> = given.into_iter().collect();
        let kind_id = AgencyKind::from(kind);
        let seen = shown(&resolved, kind, &given);
        let could: Vec<&Question> = resolved.all_for(Some(&kind_id)).collect();
        // What is shown could be asked, in the same order.
        let order: Vec<&str> = could.iter().map(|q| q.id.as_str()).filter(|id| seen.contains(id)).collect();
        prop_assert_eq!(&order, &seen);
        for question in &could {
            let on = question.show_if.as_ref().and_then(|on| resolved.question(&on.question));
            let asked = on.filter(|on| on.applies_to.includes(&kind_id));
            match asked {
                None => prop_assert!(seen.contains(&question.id.as_str())),
                Some(on) => {
                    let met = seen.contains(&on.id.as_str()) && given.contains(&(on.id.as_str(), "na"));
                    prop_assert_eq!(seen.contains(&question.id.as_str()), met);
                }
            }
        }
        let load = resolved.load(Some(&kind_id));
        prop_assert_eq!(load.questions, could.len());
    }
}
