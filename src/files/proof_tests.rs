//! Every way of altering a journal that can be found is found, and where it was done is said.

use super::*;
use crate::domain::meeting::{Body, Head};
use proptest::prelude::*;

const PATH: &str = "meetings/a/journal/jo.jsonl";

fn meeting() -> MeetingId {
    "executive-2026-12-03".into()
}

fn entry(writer: &str, seq: u64, act: Act) -> Entry {
    Entry { id: EntryId { writer: writer.into(), seq }, at: "2026-12-03T10:00:00Z".parse().unwrap(), act }
}

fn note(seq: u64, text: &str) -> Entry {
    entry("jo", seq, Act::Recorded { item: "budget".into(), body: Body::Note { text: text.into() } })
}

/// So many lines of one writer.
fn written(count: u64) -> Vec<String> {
    let mut chains = Chains::read(&meeting(), []);
    (1..=count).map(|seq| chains.line(&note(seq, &format!("said {seq}")))).collect()
}

/// As lines were before hashes were kept.
fn old(entry: &Entry) -> String {
    let json = journal::json(entry);
    format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
}

/// A line with other words and a right checksum, its hash kept: what a careful forger does.
fn forged(line: &str, from: &str, to: &str) -> String {
    let rest = line.trim_end()[9..].replace(from, to);
    format!("{:08x} {rest}\n", crc32fast::hash(rest.as_bytes()))
}

fn proof(lines: &[String]) -> Proof {
    prove(&meeting(), &[(PATH, lines.concat().as_bytes())])
}

/// The line and what is wrong with it, of everything found.
fn found(proof: &Proof) -> Vec<(usize, Wrong)> {
    proof.findings.iter().map(|f| (f.line.unwrap(), f.wrong.clone())).collect()
}

#[test]
fn a_whole_journal_is_proved_whole() {
    let proof = proof(&written(5));
    assert_eq!((found(&proof), proof.notes.len()), (vec![], 0));
    assert_eq!((proof.acts, proof.writers, proof.unhashed), (5, 1, 0));
}

#[test]
fn a_forged_line_with_a_right_checksum_is_named() {
    let mut lines = written(5);
    lines[2] = forged(&lines[2], "said 3", "did 3");
    let proof = proof(&lines);
    assert_eq!(found(&proof), [(3, Wrong::Unlinked)]);
    assert_eq!(proof.findings[0].entry.as_ref().unwrap().id.seq, 3);
}

#[test]
fn a_forged_line_with_a_right_hash_shows_in_the_next() {
    let mut lines = written(5);
    let mut chains = Chains::read(&meeting(), [lines[..2].concat().as_bytes()]);
    lines[2] = chains.line(&note(3, "did 3"));
    assert_eq!(found(&proof(&lines)), [(4, Wrong::Unlinked)]);
}

#[test]
fn a_line_taken_out_is_missed_where_it_stood() {
    for taken in 0..4 {
        let mut lines = written(5);
        lines.remove(taken);
        let seq = taken as u64 + 1;
        assert_eq!(found(&proof(&lines)), [(taken + 1, Wrong::Missing(seq, seq))]);
    }
}

#[test]
fn an_honest_line_sent_twice_over_two_files_is_no_alteration() {
    let lines = written(5);
    let (first, second) = (lines[..3].concat(), lines[2..].concat());
    let second_path = PATH.replace(".jsonl", ".2.jsonl");
    // The end of the first is torn as well, and files may come in any order.
    let first = first + &lines[3][..30];
    let proof = prove(&meeting(), &[(second_path.as_str(), second.as_bytes()), (PATH, first.as_bytes())]);
    assert_eq!(found(&proof), []);
    let notes: Vec<&Wrong> = proof.notes.iter().map(|note| &note.wrong).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes.contains(&&Wrong::Twice) && notes.contains(&&Wrong::Torn));
    assert_eq!(proof.acts, 5);
}

#[test]
fn a_copy_of_a_journal_under_another_name_is_no_alteration_and_a_fork_is() {
    let lines = written(5);
    let (all, copy) = (lines.concat(), lines[..3].concat());
    let path = PATH.replace("jo.jsonl", "jo (conflicted copy 2026-12-03).jsonl");
    let both = |copy: &str| prove(&meeting(), &[(path.as_str(), copy.as_bytes()), (PATH, all.as_bytes())]);
    let proof = both(&copy);
    assert_eq!((found(&proof), proof.notes.len(), proof.acts, proof.writers), (vec![], 1, 5, 1));
    let mut chains = Chains::read(&meeting(), [copy.as_bytes()]);
    let fork = both(&(copy + &chains.line(&note(4, "said otherwise"))));
    assert_eq!(found(&fork), [(4, Wrong::Contradicts)]);
}

#[test]
fn a_line_repeated_out_of_place_is_found() {
    let mut lines = written(5);
    lines.insert(4, lines[1].clone());
    assert_eq!(found(&proof(&lines)), [(5, Wrong::Repeated)]);
}

#[test]
fn a_line_put_in_is_told_from_the_one_it_stands_before() {
    let mut lines = written(5);
    lines.insert(2, forged(&lines[2], "said 3", "never said"));
    assert_eq!(found(&proof(&lines)), [(3, Wrong::Added)]);
}

#[test]
fn a_line_cut_short_at_the_end_is_noted_and_one_changed_there_is_found() {
    let mut lines = written(3);
    let whole = lines[2].clone();
    lines[2] = whole[..50].to_owned();
    let torn = proof(&lines);
    assert_eq!((found(&torn), torn.notes.len()), (vec![], 1));
    lines[2] = whole.replace("said 3", "did 3");
    assert_eq!(found(&proof(&lines)), [(3, Wrong::Changed)]);
}

#[test]
fn lines_from_before_hashes_are_counted_until_a_hash_covers_them() {
    let olds: Vec<String> = (1..=3).map(|seq| old(&note(seq, "said"))).collect();
    let before = proof(&olds);
    assert_eq!((found(&before), before.unhashed), (vec![], 3));
    let mut chains = Chains::read(&meeting(), [olds.concat().as_bytes()]);
    let mut lines = olds.clone();
    lines.push(chains.line(&note(4, "said")));
    let after = proof(&lines);
    assert_eq!((found(&after), after.unhashed), (vec![], 0));
    lines[1] = old(&note(2, "never said"));
    assert_eq!(found(&proof(&lines)), [(4, Wrong::Unlinked)]);
}

#[test]
fn a_hash_that_was_taken_away_is_missed() {
    let mut lines = written(3);
    lines[1] = old(&note(2, "never said"));
    assert_eq!(found(&proof(&lines)), [(2, Wrong::Unhashed), (3, Wrong::Unlinked)]);
    let sha256 = Sha256::of(b"x");
    let wrote = entry("jo", 1, Act::Wrote { path: "minutes.md".into(), sha256, others: vec![] });
    assert_eq!(found(&proof(&[old(&wrote)])), [(1, Wrong::Unhashed)]);
}

#[test]
fn a_journal_that_another_writer_saw_is_missed() {
    let kit = |seq| entry("kit", seq, Act::Began);
    let mut chains = Chains::read(&meeting(), []);
    let kits = [chains.line(&kit(1)), chains.line(&kit(2))].concat();
    let others: Vec<Head> = chains.others("jo");
    let wrote = Act::Wrote { path: "minutes.md".into(), sha256: Sha256::of(b"x"), others };
    let jos = chains.line(&entry("jo", 1, wrote));
    let kit_path = PATH.replace("jo", "kit");
    let both =
        |kits: &str| prove(&meeting(), &[(PATH, jos.as_bytes()), (kit_path.as_str(), kits.as_bytes())]);
    assert_eq!(found(&both(&kits)), []);
    assert_eq!(both(&kits).writers, 2);
    let unseen = [(1, Wrong::Unseen(kit(2).id))];
    assert_eq!(found(&prove(&meeting(), &[(PATH, jos.as_bytes())])), unseen);
    assert_eq!(found(&both(kits.lines().next().unwrap())), unseen);
    let mut others = Chains::read(&meeting(), []);
    let fresh = [others.line(&kit(1)), others.line(&entry("kit", 2, Act::Ended))].concat();
    assert_eq!(found(&both(&fresh)), [(1, Wrong::Otherwise(kit(2).id))]);
}

#[test]
fn an_act_that_speaks_of_one_that_is_not_here_is_found() {
    let mut chains = Chains::read(&meeting(), []);
    let id = EntryId { writer: "kit".into(), seq: 7 };
    let line = chains.line(&entry("jo", 1, Act::Struck { entry: id.clone() }));
    assert_eq!(found(&proof(&[line])), [(1, Wrong::Dangling(id))]);
}

#[test]
fn another_writers_line_is_found() {
    let mut chains = Chains::read(&meeting(), []);
    let mut lines = written(2);
    lines.insert(1, chains.line(&entry("kit", 1, Act::Began)));
    assert_eq!(found(&proof(&lines)), [(2, Wrong::Foreign("kit".into()))]);
}

proptest! {
    #[test]
    fn any_byte_changed_is_found_and_its_line_named(
        count in 1u64..7, at in any::<prop::sample::Index>(), to in any::<u8>(),
    ) {
        let lines = written(count);
        let mut bytes = lines.concat().into_bytes();
        let at = at.index(bytes.len());
        // A line end put in makes two lines of one, and the second may be the first that can be missed.
        prop_assume!(bytes[at] != to && to != b'\n');
        let number = bytes[..at].split(|byte| *byte == b'\n').count();
        bytes[at] = to;
        let proof = prove(&meeting(), &[(PATH, &bytes)]);
        prop_assert!(!proof.findings.is_empty(), "nothing found");
        prop_assert_eq!(proof.findings[0].line, Some(number), "{:?}", proof.findings);
    }

    #[test]
    fn any_line_taken_out_is_found(count in 2u64..8, at in any::<prop::sample::Index>()) {
        let mut lines = written(count);
        // The end alone cannot be missed by what stands before it.
        let at = at.index(lines.len() - 1);
        lines.remove(at);
        prop_assert_eq!(found(&proof(&lines))[0].0, at + 1);
    }

    #[test]
    fn any_two_lines_swapped_are_found(
        count in 2u64..8, one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
    ) {
        let mut lines = written(count);
        let (one, other) = (one.index(lines.len()), other.index(lines.len()));
        prop_assume!(one != other);
        lines.swap(one, other);
        let proof = proof(&lines);
        prop_assert_eq!(found(&proof)[0].0, one.min(other) + 1, "{:?}", proof.findings);
    }

    #[test]
    fn any_line_repeated_elsewhere_is_found(
        count in 2u64..8, which in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let mut lines = written(count);
        let (which, to) = (which.index(lines.len()), to.index(lines.len() + 1));
        let copy = lines[which].clone();
        lines.insert(to, copy);
        let proof = proof(&lines);
        if to == which || to == which + 1 {
            prop_assert_eq!(proof.notes.len(), 1);
        } else {
            prop_assert!(!proof.findings.is_empty());
        }
    }

    #[test]
    fn any_words_forged_are_found(count in 2u64..8, at in any::<prop::sample::Index>()) {
        let mut lines = written(count);
        let at = at.index(lines.len());
        lines[at] = forged(&lines[at], "said", "meant");
        prop_assert_eq!(found(&proof(&lines))[0].clone(), (at + 1, Wrong::Unlinked));
    }

    #[test]
    fn no_bytes_stop_the_proof(bytes in any::<Vec<u8>>()) {
        prove(&meeting(), &[(PATH, &bytes)]);
    }
}
