//! Queries on an example, what is wrong with them, and the law that what is printed is read as the same.

use super::*;
use proptest::prelude::*;

struct On(NaiveDate);

impl Days for On {
    fn today(&self) -> NaiveDate {
        self.0
    }

    fn next_of(&self, group: &str) -> Option<NaiveDate> {
        (group == "sog").then(|| day("2027-01-07"))
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn example() -> Facts<'static> {
    Facts {
        ids: vec!["EXEC-26-014", "SOG-25-003"],
        texts: vec!["Report on the robotics pilot", "First draft shared."],
        lead: vec!["police", "Wrenshire Police", "police-dsp", "Ch Supt", "Gareth Davies", "GD"],
        with: vec!["icb", "ICB"],
        group: vec!["executive", "Executive", "EXEC"],
        sources: vec!["cspr", "Child S review"],
        status: "under way",
        open: true,
        rag: "red",
        priority: "high",
        meeting: vec!["executive-2026-06-11"],
        late: Some(31),
        due: Some(day("2026-11-02")),
        raised: Some(day("2026-06-11")),
        moved: 2,
        said: Some(day("2026-09-10")),
        evidence: None,
        tags: vec!["neglect"],
        tier: "partners",
    }
}

fn finds(query: &str) -> bool {
    let query = parse(query).unwrap_or_else(|problem| panic!("{query}: {problem}"));
    query.finds(&example(), &On(day("2026-12-03")))
}

#[test]
fn every_part_must_hold() {
    for found in [
        "",
        "@police late:>30d group:exec source:cspr due:<next-sog moved:>=2 #neglect \"robotics pilot\" -status:blocked",
        "pilot PILOT draft",
        "@gareth @davies @\"ch supt\" @gd",
        "status:open status:under-way,blocked rag:red,amber",
        "late:31 late:>=31d late:<5w due:<today due:2026-11-02 due:>-5w due:<+2w due:2/11/2026",
        "age:>24w raised:>=2026-06-01 quiet:>8w evidence:none evidence:<3 moved:2",
        "due:<friday due:\"2 nov\" due:<=\"2 November\" due:<\"end q3\" raised:>\"1 june\" raised:<monday",
        "priority:high,low -priority:usual meeting:executive meeting:executive-2026 -meeting:none",
        "id:14 id:014 id:0014 id:EXEC-26-014 id:sog-25 with:icb -with:none tier:partners tag:neg",
    ] {
        assert!(finds(found), "{found}");
    }
    for not in [
        "@policy",
        "@olice",
        "@education",
        "late:>31d",
        "due:>next-sog",
        "due:<next-lsp",
        "due:none",
        "due:>friday",
        "due:\"mon 2 nov\" due:<\"fri 2 nov\"",
        "moved:none",
        "-#neglect",
        "\"pilot robotics\"",
        "status:done,closed",
        "evidence:>=1",
        "group:sog",
        "id:1",
        "id:4",
        "priority:usual",
        "meeting:sog",
    ] {
        assert!(!finds(not), "{not}");
    }
}

#[test]
fn what_is_on_time_is_not_late_by_any_number_of_days() {
    let facts = Facts { late: None, ..example() };
    let finds = |query: &str| parse(query).unwrap().finds(&facts, &On(day("2026-12-03")));
    assert!(!finds("late:<30d") && !finds("late:>0d") && finds("late:none"));
}

#[test]
fn what_is_wrong_is_said_at_its_word() {
    for (query, at, says) in [
        ("late:soon", "soon", "“soon” is no number of days: write it as in late:>30d"),
        ("a lat:3", "lat", "nothing is called “lat”: did you mean late:?"),
        ("zzzz:3", "zzzz", "nothing is called “zzzz”: what can be asked is lead, with"),
        ("status:don,clsed", "clsed", "“clsed” is no status: did you mean closed?"),
        ("due:31/2/2026", "31/2/2026", "“31/2/2026” is no day: there is no 31 Feb: check"),
        (
            "due:<\"31 feb\"",
            "<\"31 feb\"",
            "“<31 feb” is no day: there is no 31 Feb: check the day and the month",
        ),
        ("due:<14 dec", "<14", "is no day: write it as in due:<next-sog, due:<friday or due:<\"14 dec\""),
        ("raised:soon", "soon", "write it as in raised:>=2026-04-01, raised:<friday"),
        ("moved:", "", "say what comes after moved:"),
        ("b \"half a", "\"half a", "this quotation mark has no other"),
        ("x - y", "-", "a dash takes out what comes right after it"),
        ("@ police", "", "say what comes after @"),
        ("age:99999999999999999999w", "99999999999999999999w", "no number of days"),
        ("moved:>=-1", ">=-1", "no number"),
        ("late:é", "é", "no number of days"),
    ] {
        let problem = parse(query).unwrap_err();
        assert_eq!(&query[problem.at.clone()], at, "{query}");
        assert!(problem.message.contains(says), "{query}: {}", problem.message);
    }
}

#[test]
fn a_query_is_printed_as_short_as_it_can_be_typed() {
    for (typed, printed) in [
        ("  @police   late:>30d ", "@police late:>30"),
        ("\"exact  words\" one", "\"exact words\" one"),
        ("-\"-a\" \"b:c\" #x", "-\"-a\" \"b:c\" #x"),
        ("due:<=+2w,\"none\"", "due:<=+14d,none"),
        ("status:\"not started\",don", "status:\"not started\",done"),
        ("due:<next-sog raised:=1/4/2026", "due:<next-sog raised:2026-04-01"),
        ("due:<\"by the 14th of Dec\" raised:>Friday", "due:<\"14th dec\" raised:>friday"),
        ("due:\"the today\",\"end of q3\"", "due:today,\"end q3\""),
    ] {
        assert_eq!(parse(typed).unwrap().to_string(), printed);
    }
}

fn typed() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "late:",
        "due:",
        "status:",
        "moved:",
        "lead:",
        "evidence:",
        "quiet:",
        "tag:",
        ">",
        "<=",
        "=",
        "30d",
        "6w",
        "none",
        "next-",
        "sog",
        "today",
        "+2w",
        "-",
        "@",
        "#",
        "\"",
        " ",
        ",",
        ":",
        "blocked",
        "not started",
        "2026-12-11",
        "é",
        "\u{301}",
        "İ",
        "\t",
        "1/2/2026",
        "don",
        "friday",
        "14 dec",
        "31 feb",
        "the",
        ".",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same(text in prop_oneof![typed(), "\\PC*"]) {
        match parse(&text) {
            Ok(query) => prop_assert_eq!(parse(&query.to_string()), Ok(query)),
            Err(problem) => {
                prop_assert!(text.get(problem.at).is_some(), "the place is in the text");
                prop_assert!(!problem.message.is_empty());
            }
        }
    }
}
