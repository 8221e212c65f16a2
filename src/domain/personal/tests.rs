//! What is found and, as important, what is not: a warning that is wrong is soon no longer read.

use super::*;
use proptest::prelude::*;

fn kinds(text: &str) -> Vec<Kind> {
    found(text, &Names::default()).iter().map(|f| f.kind).collect()
}

fn only(text: &str) -> Finding {
    let found = found(text, &Names::default());
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn nhs_numbers_are_found_however_they_are_written() {
    for text in [
        "9434765919",
        "943 476 5919",
        "943-476-5919",
        "943.476.5919",
        "943\u{a0}476\u{a0}5919",
        "94 34 76 59 19",
        "94347 65919",
        "(943) 476 5919",
        "NHS number: 943 476 5919.",
        "the child (9434765919) was seen",
        "NHS9434765919",
        "seen 3/12/2026 943 476 5919 2026",
        "401 023 2137",
        "9876543210",
    ] {
        assert_eq!(only(text).kind, Kind::Nhs, "{text}");
    }
    assert_eq!(only("it is 943 476 5919, she said").why, "an NHS number ending 19");
}

#[test]
fn ten_digits_that_do_not_check_are_a_long_number_only() {
    for text in ["9434765918", "943 476 5918", "1234567890", "P9434765918", "case ref LL-20394857"] {
        assert_eq!(only(text).kind, Kind::Digits, "{text}");
    }
    // All one digit checks, and nobody has it.
    assert_eq!(only("1111111111").kind, Kind::Digits);
}

#[test]
fn pupil_numbers_have_a_letter_that_checks() {
    for text in ["P207000016049", "B801200005001", "upn b801200005001 in the return", "(P207000016049)"] {
        assert_eq!(only(text).kind, Kind::Pupil, "{text}");
    }
    for digits in ["80120000500A", "20700001604Z"] {
        let hits = PUPIL.chars().filter(|letter| kinds(&format!("{letter}{digits}")) == [Kind::Pupil]);
        assert_eq!(hits.count(), 1, "one letter checks a temporary number, {digits}");
    }
    assert_eq!(only("B207000016049").kind, Kind::Digits, "the wrong letter is still a long number");
    assert_eq!(only("P207000016049").why, "a pupil number ending 49");
}

const PUPIL: &str = "ABCDEFGHJKLMNPQRTUVWXYZ";

#[test]
fn national_insurance_numbers() {
    for text in ["AB123456C", "AB 12 34 56 C", "ab 12 34 56 c", "AB-12-34-56-D"] {
        assert_eq!(only(text).kind, Kind::Insurance, "{text}");
    }
    for text in
        ["QQ 12 34 56 C", "AB 12 34 56 E", "AO 12 34 56 A", "GB 12 34 56 A", "AB 12 34 5 C", "AB123456CD"]
    {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn a_date_is_a_date_of_birth_only_beside_words_that_say_so() {
    for text in [
        "born 3/12/2014",
        "born on 3 December 2014",
        "Born on the 3rd of December 2014.",
        "DOB 03.12.14",
        "dob: 2014-12-03",
        "D.O.B. 3 Dec 2014",
        "date of birth (3-12-2014)",
        "date of birth is Wed 3 Dec 2014",
        "her date of birth was 3 December, 2014",
        "3/12/2014 (dob)",
        "3 December 2014, date of birth",
        "DOB 20141203",
    ] {
        assert_eq!(only(text).kind, Kind::Birth, "{text}");
        assert_eq!(only(text).why, "a date of birth");
    }
    for text in [
        "review by 4 Mar 2027",
        "the meeting of 3 December 2026",
        "2026-12-03",
        "due 3/12/2026, agreed 4/12/2026",
        "Born into Care: paper of 3 Dec 2026",
        "born in 2014",
        "children born before the review. 3 Dec 2026 is the next date",
        "stubborn 3/12/2014",
        "aged 8 at 3 December 2026",
        "the day of 3 Dec 2026\nborn to it",
        "born 3/13/2014",
        "met 3 Dec 2026, born of need",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn full_postcodes_and_no_others() {
    for text in [
        "BS1 4DJ",
        "bs1 4dj",
        "lives at BS37 5NA.",
        "M1 1AE",
        "EC1A 1BB",
        "W1A 0AX",
        "B33 8TH",
        "CR26XH",
        "DN55 1PT",
    ] {
        assert_eq!(only(text).kind, Kind::Postcode, "{text}");
    }
    for text in [
        "BS37",
        "the BS1 area",
        "the M4 5th junction",
        "Q3 1st half",
        "paper 5a 6b",
        "E1 2pm",
        "XX1 1AA",
        "BS1 4CJ",
        "BS1  4DJ",
        "ABS1 4DJ",
        "BS1 4DJX",
        "G7 8 in 2026",
        "S47 3 per week",
        "EXEC-26-014",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn telephone_numbers_of_this_country() {
    for text in [
        "0117 496 0123",
        "(0117) 496 0123",
        "01174960123",
        "020 7946 0018",
        "07700 900123",
        "07700-900-123",
        "+44 7700 900123",
        "+44 (0)117 496 0123",
        "+447700900123",
        "0044 7700 900123",
        "01632 960 001",
        "ring 0808 157 0192 today",
    ] {
        assert_eq!(only(text).kind, Kind::Telephone, "{text}");
    }
    assert_eq!(only("ring +44 7700 900123").range, 5..20);
    assert_eq!(only("07700 900123").why, "a telephone number ending 23");
    for text in
        ["ring 999 or 111", "extension 0123", "0 117 of 496", "03/12/2026 10:00", "04 11 2026 at 10 00"]
    {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn e_mail_addresses() {
    for text in [
        "jo@example.org",
        "<jo.ellis@council.example.gov.uk>",
        "write to jo+a_b@example.org.",
        "é@exämple.org",
    ] {
        assert_eq!(only(text).kind, Kind::Email, "{text}");
        assert_eq!(only(text).why, "an e-mail address");
    }
    for text in ["12@chair-laptop", "@home", "5 @ 10", "jo@", "jo@example", "a@b.c", "jo @example.org"] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn long_numbers_but_not_dates_sums_of_money_or_ids() {
    for text in ["12345678", "ref 12345678", "case 1234 5678", "123-456-789-012", "ID P12345678"] {
        assert_eq!(only(text).kind, Kind::Digits, "{text}");
    }
    for text in [
        "1234567",
        "20261203",
        "03122026",
        "2026-12-03",
        "EXEC-26-014",
        "EXEC-26-D014 and SOG-26-1000",
        "executive-2026-12-03",
        "executive-2026-12-03.yaml",
        "£12500000",
        "£12,500,000",
        "12 500 000 children",
        "12,345,678.00",
        "12345678.50",
        "2024 2025 2026",
        "2024-2025",
        "in 2026/27 and 2027/28",
        "10:00 to 12:00 on 3/12/2026",
        "items 4 5 6 7 8 9 10 11",
        "61% of 1,204 and 1,316",
        "12@chair-laptop",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn names_are_found_as_whole_words_whatever_their_capitals_and_accents() {
    let names = Names::new(["Márgaret O’Harcourt-Lee", "Zoë", "x", "", "Nia Owen"]);
    assert_eq!(names.len(), 3, "a letter by itself and nothing at all are no names");
    let kinds = |text: &str| found(text, &names).iter().map(|f| f.kind).collect::<Vec<_>>();
    for text in [
        "Margaret O'Harcourt-Lee came",
        "MARGARET O’HARCOURT LEE",
        "margaret\no'harcourt-lee’s",
        "Zoe",
        "ZOE\u{308}’s plan",
        "for zoë.",
    ] {
        assert_eq!(kinds(text), [Kind::Name], "{text}");
    }
    for text in ["Margaret Lee", "O'Harcourt", "zoes", "zoology", "Nia", "Owen", "x"] {
        assert_eq!(kinds(text), [], "{text}");
    }
    let found = found("seen: Nia Owen", &names);
    assert_eq!((found[0].range.clone(), found[0].why.as_str()), (6..14, "a name on the list"));
    assert!(!format!("{names:?}").to_lowercase().contains("owen"), "not even when debugging");
}

#[test]
fn people_are_known_beside_the_list_and_the_list_comes_first() {
    let names = Names::new(["Nia Owen"]).with_people(["Jo Ellis", "Nia Owen"]);
    let kinds: Vec<Kind> = found("Jo Ellis and Nia Owen", &names).iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [Kind::Person, Kind::Name]);
}

#[test]
fn masked_text_is_as_long_and_says_nothing() {
    let text = "NHS 943 476 5919, ring 0117 496 0123 (Zoë)";
    let names = Names::new(["zoe"]);
    let all = found(text, &names);
    let masked = masked(text, &all);
    assert_eq!(masked, "NHS ••• ••• ••••, ring •••• ••• •••• (•••)");
    assert_eq!(masked.chars().count(), text.chars().count());
}

#[test]
fn everything_is_found_in_order_and_once() {
    use Kind as K;
    let text = "jo@example.org 943 476 5919, dob 3/12/2014, BS1 4DJ, AB123456C, B801200005001, 07700 900123";
    let kinds = kinds(text);
    assert_eq!(kinds, [K::Email, K::Nhs, K::Birth, K::Postcode, K::Insurance, K::Pupil, K::Telephone]);
}

proptest! {
    #[test]
    fn any_text_can_be_looked_at(text in any::<String>(), name in any::<String>()) {
        let all = found(&text, &Names::new([name.as_str()]));
        let mut end = 0;
        for finding in &all {
            prop_assert!(finding.range.start >= end && text.get(finding.range.clone()).is_some());
            end = finding.range.end;
        }
        prop_assert_eq!(masked(&text, &all).chars().count(), text.chars().count());
    }

    #[test]
    fn any_text_of_the_signs_looked_for_can_be_looked_at(text in "[0-9A-DQb4@/.,+()£ \u{a0}é\n–'’-]{0,60}|(born|dob|[0-9]{1,4}|dec|[ /.-])*") {
        for finding in found(&text, &Names::new(["dec"])) {
            prop_assert!(text.get(finding.range).is_some());
        }
    }

    #[test]
    fn ids_of_ours_never_are(prefix in "[A-Z]{1,8}", year in 0u32..100, number in 0u32..1_000_000, day in 0i64..36_500) {
        let date = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::TimeDelta::days(day);
        for text in [
            format!("{prefix}-{year:02}-{number:03}"),
            format!("see {prefix}-{year:02}-D{number:03}, then {prefix}-{year:02}-{number:03}."),
            format!("{}-{date}", prefix.to_lowercase()),
            format!("by {date} or {} or {}", date.format("%d/%m/%Y"), date.format("%-d %B %Y")),
            format!("{number}@chair-laptop"),
            format!("£{}", u64::from(number) * 1000),
        ] {
            prop_assert_eq!(found(&text, &Names::default()), vec![], "{}", text);
        }
    }

    #[test]
    fn nhs_numbers_are_the_ones_that_check(nine in 100_000_000u32..1_000_000_000) {
        let digits = nine.to_string();
        let sum: u32 = digits.bytes().zip((2..=10).rev()).map(|(b, w)| u32::from(b - b'0') * w).sum();
        let check = (11 - sum % 11) % 11;
        for last in 0..10 {
            let text = format!("{} {} {}{last}", &digits[..3], &digits[3..6], &digits[6..]);
            let is = kinds(&text) == [Kind::Nhs];
            prop_assert_eq!(is, last == check && digits != "111111111", "{}", text);
        }
    }

    #[test]
    fn what_is_said_of_a_finding_never_holds_it(text in "[0-9]{8,14}|0[0-9]{10}") {
        for finding in found(&text, &Names::default()) {
            prop_assert!(!finding.why.contains(&text[finding.range.clone()][..4]));
        }
    }
}
